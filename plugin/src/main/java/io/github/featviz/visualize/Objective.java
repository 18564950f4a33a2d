package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.featviz.network.Centre;
import java.util.SortedMap;

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

    /**
     * A feature's value at the centre of its map, or at the token in the middle of the grid that tokens make.
     *
     * <p>An activation without places has no centre: {@link IllegalArgumentException}.
     */
    static Objective centre(int filter) {
        return activation ->
                Centre.of(activation).get(new NDIndex(":, {}", filter)).mean();
    }

    /** A weighted sum of the means of several feature maps. */
    static Objective direction(SortedMap<Integer, Double> weights) {
        return activation -> weights.entrySet().stream()
                .map(part -> channelMean(part.getKey())
                        .of(activation)
                        .mul(part.getValue().floatValue()))
                .reduce(NDArray::add)
                .orElseThrow(() -> new IllegalArgumentException("a direction without filters"));
    }
}
