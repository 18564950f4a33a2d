package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.featviz.network.Network;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.Collections;
import java.util.List;

/** One convolution with known filters: 0 answers to a step from dark to bright, left to right; 1 to nothing at all. */
final class EdgeNetwork implements Network {

    private final NDManager manager = TestEngine.manager();
    private final InputFormat input;
    private final NDArray filters;

    EdgeNetwork(int channels) {
        this(channels, 1);
    }

    /**
     * A network.
     *
     * @param awake how many of its two filters answer to edges
     */
    EdgeNetwork(int channels, int awake) {
        this.input = new InputFormat(32, Collections.nCopies(channels, 0.5), Collections.nCopies(channels, 0.25));
        float[] values = new float[2 * channels * 9];
        for (int i = 0; i < awake * channels * 9; i++) {
            values[i] = i % 3 - 1;
        }
        this.filters = manager.create(values, new Shape(2, channels, 3, 3));
    }

    @Override
    public InputFormat input() {
        return input;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public NetworkDescription describe() {
        throw new UnsupportedOperationException();
    }

    /** The filters' answers, rectified: the mean of the bare answers would only see the borders. */
    @Override
    public NDArray activation(String layer, NDArray images) {
        NDArray normalised = images.sub(0.5f).div(0.25f);
        NDArray answers = Conv2d.conv2d(normalised, filters).singletonOrThrow();
        return answers.maximum(0);
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return List.of(activation("edges", images));
    }

    @Override
    public void close() {
        manager.close();
    }
}
