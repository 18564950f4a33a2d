package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.random.RandomGenerator;

/** How the network gets to see a picture at a step: a small random change that keeps it from finding mere noise. */
@FunctionalInterface
public interface Transform {

    /**
     * Changes images, each by chance of its own.
     *
     * @param images [N, C, H, W]
     * @param randoms where the chance of each comes from, N
     * @return [N, C, H, W], differentiable with respect to {@code images}
     */
    NDArray apply(NDArray images, List<RandomGenerator> randoms);

    /** The picture as it is. */
    static Transform none() {
        return (images, randoms) -> images;
    }
}
