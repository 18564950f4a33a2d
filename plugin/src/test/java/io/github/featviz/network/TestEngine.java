package io.github.featviz.network;

import ai.djl.ndarray.NDManager;

/** Gives tests of other packages the engine as networks get it. */
public final class TestEngine {

    private TestEngine() {}

    /** A root manager, to be closed. */
    public static NDManager manager() {
        return TorchEngine.newManager();
    }
}
