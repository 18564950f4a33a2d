package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** How the network gets to see a picture at a step: a small random change that keeps it from finding mere noise. */
@FunctionalInterface
public interface Transform {

    /**
     * Changes an image.
     *
     * @param image [N, C, H, W]
     * @param random where chance comes from
     * @return [N, C, H, W], differentiable with respect to {@code image}
     */
    NDArray apply(NDArray image, RandomGenerator random);

    /** The picture as it is. */
    static Transform none() {
        return (image, random) -> image;
    }
}
