package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhaseImageTest {

    private static final InputFormat INPUT = new InputFormat(32, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    private final NDManager manager = TestEngine.manager();
    private final ImageOps ops = ImageOps.load(manager);
    private final FourierImage spectrum = new FourierImage(ops, INPUT, 1.2, false);
    private final PhaseImage picture = new PhaseImage(spectrum);

    @AfterEach
    void close() {
        ops.close();
        manager.close();
    }

    @Test
    void it_is_a_spectrum_of_magnitude_one_at_every_frequency() {
        float[] phases = picture.start(16, new SplittableRandom(3), 1);
        float[] parts = new float[2 * phases.length];
        for (int i = 0; i < phases.length; i++) {
            parts[2 * i] = (float) Math.cos(phases[i]);
            parts[2 * i + 1] = (float) Math.sin(phases[i]);
        }

        float[] expected =
                spectrum.image(manager.create(parts, spectrum.shape(16))).toFloatArray();

        assertThat(picture.image(manager.create(phases, picture.shape(16))).toFloatArray())
                .containsExactly(expected, within(1e-5f));
    }

    @Test
    void a_larger_picture_keeps_the_phases_it_had_and_begins_others_by_chance() {
        float[] phases = new float[Math.toIntExact(picture.shape(16).size())];
        Arrays.fill(phases, 10);

        float[] large = picture.resize(phases, 16, 32, new SplittableRandom(1));

        int shared = 3 * 15 * 8;
        assertThat(count(large, 10)).isEqualTo(shared);
        assertThat(large).hasSize(3 * 32 * 17);
        assertThat(picture.resize(phases, 16, 32, new SplittableRandom(1))).containsExactly(large);
    }

    private static long count(float[] values, float wanted) {
        long count = 0;
        for (float value : values) {
            count += value == wanted ? 1 : 0;
        }
        return count;
    }

    @Test
    void every_phase_has_a_gradient_but_those_that_do_not_show() {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray phases = scratch.create(picture.start(8, new SplittableRandom(2), 1), picture.shape(8));
            phases.setRequiresGradient(true);
            try (GradientCollector collector = scratch.getEngine().newGradientCollector()) {
                collector.backward(picture.image(phases).square().mean());
            }

            assertThat(phases.getGradient().abs().gt(0).sum().toLongArray()[0]).isGreaterThan(3 * 8 * 5 / 2);
        }
    }
}
