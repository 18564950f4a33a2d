package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.featviz.torchscript.Taps;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A network loaded from a copy that has methods for some of its layers. */
final class TappedModule implements AutoCloseable {

    private static final String FORWARD = "forward";

    private final ScriptModule module;
    private final Taps taps;
    private boolean onlyTensors = true;

    private TappedModule(ScriptModule module, Taps taps) {
        this.module = module;
        this.taps = taps;
    }

    /** Writes the copy, loads it and deletes it. */
    static TappedModule load(NDManager manager, TorchScriptArchive archive, Collection<String> layers) {
        try (TemporaryCopy copy = TemporaryCopy.create()) {
            Taps taps = archive.writeTapped(copy.file(), List.copyOf(layers));
            return new TappedModule(ScriptModule.load(manager, copy.file()), taps);
        } catch (IOException e) {
            throw new NetworkException(
                    "The network's copy cannot be written to the folder for temporary files (java.io.tmpdir): "
                            + e.getMessage() + ". It needs up to twice as much room there as the network's file.",
                    e);
        }
    }

    /** Whether it can give that layer's output. */
    boolean has(String layer) {
        return taps.methods().containsKey(layer);
    }

    /** What a layer puts out, tensors taken out of tuples, lists and dictionaries. */
    NDList tap(String layer, NDArray normalised) {
        String method = taps.methods().get(layer);
        if (method == null) {
            throw new UnknownLayerException("layer " + layer + " is not tapped");
        }
        return module.call(method, normalised);
    }

    /** What the network returns; gradients flow only when {@link #returnsOnlyTensors}. */
    NDList forward(NDArray normalised) {
        if (onlyTensors) {
            try {
                return module.call(FORWARD, normalised);
            } catch (UnsupportedOperationException e) {
                onlyTensors = false;
            }
        }
        return module.look(FORWARD, normalised);
    }

    /** False once a call of {@link #forward} has found something else among what the network returns. */
    boolean returnsOnlyTensors() {
        return onlyTensors;
    }

    String precision() {
        return module.precision();
    }

    @Override
    public void close() {
        module.close();
    }
}
