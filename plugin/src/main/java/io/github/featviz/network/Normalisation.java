package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.InputFormat;
import java.util.List;

/**
 * Brings images on the scale that a network was trained on: (x − mean) / std, channel by channel.
 *
 * @param mean [1, C, 1, 1]
 * @param std [1, C, 1, 1]
 */
record Normalisation(NDArray mean, NDArray std) {

    /** @param manager owner of the arrays */
    static Normalisation of(InputFormat input, NDManager manager) {
        return new Normalisation(perChannel(input.mean(), manager), perChannel(input.std(), manager));
    }

    private static NDArray perChannel(List<Double> numbers, NDManager manager) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return manager.create(values, new Shape(1, values.length, 1, 1));
    }
}
