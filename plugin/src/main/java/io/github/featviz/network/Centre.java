package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.Layout;

/** The middle of a layer's features. */
public final class Centre {

    private Centre() {}

    /**
     * All features at the centre of their maps; the place after the middle where that falls between two. Differentiable.
     *
     * @param features [N, C, H, W], or [N, C, T] of tokens that make a square grid, after a class token or without
     * @return [N, C]
     * @throws IllegalArgumentException when they have no places
     */
    public static NDArray of(NDArray features) {
        Shape shape = features.getShape();
        if (shape.dimension() == 4) {
            return features.get(new NDIndex(":, :, {}, {}", shape.get(2) / 2, shape.get(3) / 2));
        }
        int tokens = shape.dimension() == 3 ? Math.toIntExact(shape.get(2)) : 0;
        int edge = tokens == 0 ? 0 : Layout.gridEdge(tokens);
        if (edge == 0) {
            throw new IllegalArgumentException("an output of the shape " + shape + " has no centre");
        }
        return features.get(new NDIndex(":, :, {}", tokens - edge * edge + edge / 2 * edge + edge / 2));
    }
}
