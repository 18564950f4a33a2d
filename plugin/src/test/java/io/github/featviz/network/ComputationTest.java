package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComputationTest {

    private static final Path ARCHIVE = Path.of("src/it/network/tiny.pt");
    private static final InputFormat INPUT =
            new InputFormat(32, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final String LAYER = "conv2";

    static Stream<Computation> computations() {
        return Stream.of(
                Computation.PLAIN,
                new Computation(false, true),
                new Computation(true, false),
                new Computation(true, true));
    }

    @ParameterizedTest
    @MethodSource("computations")
    void every_way_to_compute_gives_the_same_to_the_digits_of_its_numbers(Computation computation) throws IOException {
        double digits = computation.narrowed() ? 0.02 : 1e-5;
        float[] plain = gradient(Computation.PLAIN);

        float[] other = gradient(computation);

        double norm = 0;
        double difference = 0;
        for (int i = 0; i < plain.length; i++) {
            norm += plain[i] * plain[i];
            difference += (plain[i] - other[i]) * (plain[i] - other[i]);
        }
        assertThat(norm).isPositive();
        assertThat(Math.sqrt(difference / norm)).isLessThan(digits);
    }

    @Test
    void a_network_says_in_what_numbers_it_computes() throws IOException {
        try (Network plain = Networks.open(ARCHIVE, INPUT, List.of(LAYER));
                Network narrowed = Networks.openNarrowed(ARCHIVE, INPUT, List.of(LAYER), false);
                Network arranged = Networks.channelsLast(narrowed)) {
            assertThat(plain.precision()).isEqualTo("fp32");
            assertThat(narrowed.precision()).isEqualTo("bf16");
            assertThat(arranged.precision()).isEqualTo("bf16");
        }
    }

    @Test
    void a_layer_agrees_with_itself_in_bf16_and_not_with_another() throws IOException {
        List<String> layers = List.of(LAYER);
        try (Network plain = Networks.open(ARCHIVE, INPUT, layers);
                Network narrowed = Networks.openNarrowed(ARCHIVE, INPUT, layers, false);
                Network other =
                        Networks.open(ARCHIVE, new InputFormat(32, INPUT.mean(), List.of(0.1, 0.1, 0.1)), layers)) {
            Agreement agreement = new Agreement(plain, LAYER);

            assertThat(agreement.holds(plain)).isTrue();
            assertThat(agreement.holds(narrowed)).isTrue();
            assertThat(agreement.holds(other)).isFalse();
        }
    }

    @Test
    void a_network_that_is_opened_leaves_the_threads_as_they_are() throws IOException {
        try (Network plain = Networks.open(ARCHIVE, INPUT, List.of(LAYER))) {
            int before = JniUtils.getNumThreads();
            Networks.useThreads(before + 1);
            try (Network narrowed = Networks.openNarrowed(ARCHIVE, INPUT, List.of(LAYER), false)) {
                assertThat(JniUtils.getNumThreads()).isEqualTo(before + 1);
                assertThat(narrowed.precision()).isNotEqualTo(plain.precision());
            } finally {
                Networks.useThreads(before);
            }
        }
    }

    /** The layer's output, and how its mean square changes with the image. */
    private static float[] gradient(Computation computation) throws IOException {
        try (Network opened = computation.narrowed()
                        ? Networks.openNarrowed(ARCHIVE, INPUT, List.of(LAYER), false)
                        : Networks.open(ARCHIVE, INPUT, List.of(LAYER));
                Network network = computation.channelsLast() ? Networks.channelsLast(opened) : opened;
                NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray image = scratch.arange(0, 2 * 3 * 32 * 32)
                    .mul(0.37f)
                    .sin()
                    .add(1)
                    .div(2)
                    .reshape(new Shape(2, 3, 32, 32));
            image.setRequiresGradient(true);
            collector.backward(network.activation(LAYER, image).square().mean());
            return image.getGradient().toFloatArray();
        }
    }
}
