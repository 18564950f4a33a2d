package io.github.featviz.probe;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Class scores as probabilities, whatever the network ends in. */
final class Probabilities {

    private Probabilities() {}

    static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** Whether they are probabilities already: none negative, one together. */
    static boolean are(double[] scores) {
        return Arrays.stream(scores).allMatch(value -> value >= 0)
                && Math.abs(Arrays.stream(scores).sum() - 1) < 1e-3;
    }

    /** Softmax, unless the network ends in one already. */
    static double[] of(float[] output) {
        double[] values = doubles(output);
        if (are(values)) {
            return values;
        }
        double largest = Arrays.stream(values).max().orElse(0);
        double[] exponentials =
                Arrays.stream(values).map(value -> Math.exp(value - largest)).toArray();
        double total = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(value -> value / total).toArray();
    }
}
