package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FourierImageTest {

    private final NDManager manager = TestEngine.manager();
    private final ImageOps ops = ImageOps.load(manager);

    @AfterEach
    void close() {
        ops.close();
        manager.close();
    }

    @Test
    void a_larger_picture_shows_the_same() {
        FourierImage picture = new FourierImage(ops, input(3), 1.2, false);
        float[] values = picture.start(16, new SplittableRandom(7), 1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 40;
        }

        float[] small = drawn(picture, values, 16);
        float[] large = drawn(picture, picture.resize(values, 16, 32, new SplittableRandom(1)), 32);

        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 16; x++) {
                    assertThat(large[(channel * 32 + 2 * y) * 32 + 2 * x])
                            .isCloseTo(small[(channel * 16 + y) * 16 + x], within(1e-5f));
                }
            }
        }
    }

    @Test
    void no_spectrum_is_grey() {
        FourierImage picture = new FourierImage(ops, input(3), 1.0, false);

        assertThat(drawn(picture, new float[3 * 8 * 5 * 2], 8)).containsOnly(new float[] {0.5f}, within(1e-6f));
    }

    @Test
    void one_plane_has_no_colours_to_mix() {
        FourierImage picture = new FourierImage(ops, input(1), 1.0, false);
        float[] values = new float[8 * 5 * 2];
        values[0] = 5;

        float brightness = (float) (1 / (1 + Math.exp(-0.2 * 5)));
        assertThat(drawn(picture, values, 8)).containsOnly(new float[] {brightness}, within(1e-5f));
    }

    private float[] drawn(FourierImage picture, float[] values, int edge) {
        return picture.image(manager.create(values, picture.shape(edge))).toFloatArray();
    }

    private static InputFormat input(int channels) {
        return new InputFormat(32, Collections.nCopies(channels, 0.5), Collections.nCopies(channels, 0.5));
    }
}
