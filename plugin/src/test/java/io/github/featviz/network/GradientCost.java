package io.github.featviz.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Measures what a gradient costs at an early and at a late layer: a tap is worth it if the early one is cheap. No part of the build,
 * whose tests hold no clock; by hand:
 *
 * <pre>mvn test -pl plugin -am -Dtest=GradientCost -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>Another network: {@code -Dcost.network=FILE -Dcost.early=LAYER -Dcost.late=LAYER -Dcost.size=224}.
 */
class GradientCost {

    private static final Path NETWORK =
            Path.of(System.getProperty("cost.network", "../../shared/models/inception_v3_trunk_traced.pt"));
    private static final String EARLY = System.getProperty("cost.early", "Conv2d_1a_3x3.conv");
    private static final String LATE = System.getProperty("cost.late", "Mixed_6e");
    private static final int SIZE = Integer.getInteger("cost.size", 224);

    private static final int WARM_UP = 3;
    private static final int MEASURED = 15;

    @Test
    void of_an_early_and_a_late_layer() throws IOException {
        assumeTrue(Files.isRegularFile(NETWORK), "skipped: there is no " + NETWORK);
        InputFormat input = new InputFormat(SIZE, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        try (Network network = Networks.open(NETWORK, input, List.of(EARLY, LATE))) {
            double early = milliseconds(network, EARLY);
            double late = milliseconds(network, LATE);
            System.out.printf(
                    Locale.ROOT,
                    "gradient at %d px: %s %.1f ms, %s %.1f ms, 1/%.0f%n",
                    SIZE,
                    EARLY,
                    early,
                    LATE,
                    late,
                    late / early);
        }
    }

    /** The median, which other work on the machine hardly moves. */
    private static double milliseconds(Network network, String layer) {
        long[] times = LongStream.range(0, WARM_UP + MEASURED)
                .map(run -> nanoseconds(network, layer))
                .skip(WARM_UP)
                .sorted()
                .toArray();
        return times[times.length / 2] / 1e6;
    }

    private static long nanoseconds(Network network, String layer) {
        try (NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray image = step.ones(new Shape(1, 3, SIZE, SIZE)).mul(0.4f);
            image.setRequiresGradient(true);
            long begin = System.nanoTime();
            collector.backward(network.activation(layer, image).mean());
            image.getGradient().norm().getFloat();
            return System.nanoTime() - begin;
        }
    }
}
