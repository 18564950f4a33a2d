package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.List;
import java.util.Optional;

/** A network that is another one but for what a subclass changes. */
abstract class DelegatingNetwork implements Network {

    /** The other one. */
    final Network network;

    DelegatingNetwork(Network network) {
        this.network = network;
    }

    @Override
    public final InputFormat input() {
        return network.input();
    }

    @Override
    public final NDManager manager() {
        return network.manager();
    }

    @Override
    public final NetworkDescription describe() {
        return network.describe();
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        return network.activation(layer, images);
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return network.forward(images);
    }

    @Override
    public Optional<NDArray> steeredScores(String layer, NDArray shift, NDArray images) {
        return network.steeredScores(layer, shift, images);
    }

    @Override
    public boolean resamples(String layer, int edge) {
        return network.resamples(layer, edge);
    }

    @Override
    public final boolean isAwake() {
        return network.isAwake();
    }

    @Override
    public final String precision() {
        return network.precision();
    }

    @Override
    public void close() {
        network.close();
    }
}
