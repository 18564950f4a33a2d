package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelImageTest {

    private static final int EDGE = 8;

    @ParameterizedTest
    @CsvSource({"0.225, 0.225", "0.5, 0.5", "0.00392, 0.1"})
    void a_step_moves_a_pixel_by_the_networks_deviation_but_never_by_next_to_nothing(double std, double moved) {
        PixelImage pixels = new PixelImage(new InputFormat(EDGE, List.of(0.45), List.of(std)), 1);
        float[] values = pixels.start(EDGE, new SplittableRandom(1), 1);
        try (NDManager manager = TestEngine.manager()) {
            NDArray start = manager.create(values, pixels.shape(EDGE));

            float[] before = pixels.image(start).toFloatArray();
            float[] after = pixels.image(start.add(1)).toFloatArray();

            for (int i = 0; i < before.length; i++) {
                assertThat(before[i]).isBetween(0.58f, 0.71f);
                assertThat(after[i] - before[i]).isEqualTo((float) moved, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.225", "0.00392"})
    void an_enlarged_picture_is_as_bright_as_before(double std) {
        PixelImage pixels = new PixelImage(new InputFormat(EDGE, List.of(0.45), List.of(std)), 3);
        float[] values = pixels.start(EDGE, new SplittableRandom(1), 1);
        try (NDManager manager = TestEngine.manager()) {
            float[] enlarged = pixels.resize(values, EDGE, 2 * EDGE, new SplittableRandom(1));

            assertThat(mean(pixels.image(manager.create(enlarged, pixels.shape(2 * EDGE)))))
                    .isEqualTo(mean(pixels.image(manager.create(values, pixels.shape(EDGE)))), within(0.01f));
        }
    }

    private static float mean(NDArray image) {
        return image.mean().getFloat();
    }
}
