package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;

/** A network loaded from a copy in which one layer can be steered. */
final class SteeredModule implements AutoCloseable {

    private final ScriptModule module;
    private final String method;
    private final String layer;

    private SteeredModule(ScriptModule module, String method, String layer) {
        this.module = module;
        this.method = method;
        this.layer = layer;
    }

    /** Writes the copy, loads it and deletes it. */
    static SteeredModule load(NDManager manager, TorchScriptArchive archive, String layer) {
        try (TemporaryCopy copy = TemporaryCopy.create()) {
            String method = archive.writeSteered(copy.file(), layer);
            return new SteeredModule(ScriptModule.load(manager, copy.file()), method, layer);
        } catch (IOException e) {
            throw new NetworkException("no copy of the network can be written to java.io.tmpdir: " + e.getMessage(), e);
        }
    }

    String layer() {
        return layer;
    }

    /** What the network returns when a shift is added to the layer's output; no gradient flows. */
    NDList forward(NDArray normalised, NDArray shift) {
        return module.look(method, normalised, shift);
    }

    @Override
    public void close() {
        module.close();
    }
}
