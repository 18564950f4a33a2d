package io.github.featviz.selfcheck;

import java.util.List;

/**
 * What PyTorch computed at a layer for the {@linkplain SelfDescription#image test image}.
 *
 * @param layer the layer's name; {@code output}: the class scores
 * @param shape its output's shape, one image
 * @param mean mean of all values
 * @param std their population standard deviation
 * @param values some of them: the i-th at the flat position (7919 · i + 13) mod (number of values)
 */
public record Golden(String layer, List<Long> shape, double mean, double std, List<Double> values) {

    private static final int STEP = 7919;
    private static final int OFFSET = 13;

    /** The flat position of a sample. */
    public static int position(int sample, int size) {
        return (int) (((long) STEP * sample + OFFSET) % size);
    }
}
