package io.github.featviz.network;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/** The PyTorch engine of this process, set up for networks that run at ever changing image sizes. */
final class TorchEngine {

    private TorchEngine() {}

    /** A root manager; the first one loads the engine's native library. */
    static NDManager newManager() {
        NDManager manager;
        try {
            manager = Engine.getEngine("PyTorch").newBaseManager();
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new NetworkException(
                    "The PyTorch engine cannot start: " + ScriptModule.reason(e)
                            + ". Expected ai.djl.pytorch:pytorch-native-cpu for this platform on the class path, and room to unpack it.",
                    e);
        }
        // The optimiser would compile anew for each size, for longer than a picture takes.
        JniUtils.setGraphExecutorOptimize(false);
        return manager;
    }

    /** Takes effect once the engine is loaded. */
    static void useThreads(int threads) {
        JniUtils.setNumThreads(threads);
    }
}
