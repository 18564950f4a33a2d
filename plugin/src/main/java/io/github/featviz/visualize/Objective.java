package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** What a picture is to make large. */
@FunctionalInterface
public interface Objective {

    /**
     * Measures an activation.
     *
     * @param activation [1, C, H, W], [1, C] or, of tokens, [1, C, T]
     * @return a scalar, differentiable with respect to the activation
     */
    NDArray of(NDArray activation);

    /** The mean of one feature map, or of one feature over all tokens. */
    static Objective channelMean(int filter) {
        return activation -> activation.get(new NDIndex(":, {}", filter)).mean();
    }
}
