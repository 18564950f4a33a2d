package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/** How a picture is described by the numbers that the optimiser changes. */
public interface Parameterization {

    /** Shape of the numbers for a picture of {@code edge} × {@code edge} pixels. */
    Shape shape(int edge);

    /**
     * The numbers that a picture begins with.
     *
     * @param contrast 1: hardly visible noise; more: as many times the contrast, as far as there is any
     */
    float[] start(int edge, RandomGenerator random, double contrast);

    /** The numbers for the same picture at another size; what is new in it may begin by chance. */
    float[] resize(float[] values, int from, int to, RandomGenerator random);

    /**
     * The picture.
     *
     * @param values of {@link #shape}, of N pictures
     * @return [N, C, edge, edge], or [N, C + 1, edge, edge] with the opacity last, black 0 and white 1; differentiable with respect to {@code values}
     */
    NDArray image(NDArray values);
}
