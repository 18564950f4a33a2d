package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("networks")
class WakingNetworkTest {

    private static final InputFormat INPUT = new InputFormat(32, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    private final Path archive;
    private final String layer;
    private final Network plain;
    private final Network waking;

    WakingNetworkTest(Path archive, String layer) throws IOException {
        this.archive = archive;
        this.layer = layer;
        this.plain = Networks.open(archive, INPUT, List.of(layer));
        this.waking = Networks.openAwake(archive, INPUT, List.of(layer)).orElseThrow();
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(Path.of("src/it/network/tiny.pt"), "relu"),
                // With ReLU6, which PyTorch calls hardtanh.
                Arguments.of(Path.of("../example-project/model/efficientnet_lite0.pt"), "blocks.2.expand.act"));
    }

    @AfterEach
    void close() {
        plain.close();
        waking.close();
    }

    @Test
    void its_values_are_those_of_the_network() {
        assertThat(values(waking)).containsExactly(values(plain), within(1e-6f));
    }

    @Test
    void some_of_the_gradient_passes_where_a_relu_is_off() {
        assertThat(values(plain)).as("some are off").contains(0f);

        float[] on = gradient(plain);
        float[] all = gradient(waking);
        float[] off = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            off[i] = all[i] - on[i];
        }

        assertThat(magnitude(off)).isGreaterThan(0.01 * magnitude(on));
    }

    @Test
    void its_gradients_pass_in_other_ways_of_computing_too() throws IOException {
        try (Network narrowed = Networks.openNarrowed(archive, INPUT, List.of(layer), true);
                Network folded = Networks.openFolded(archive, INPUT, List.of(layer), true)
                        .orElseGet(() -> Networks.channelsLast(waking))) {
            for (Network other : List.of(narrowed, folded)) {
                assertThat(other.isAwake()).isTrue();
                assertThat(cosine(gradient(other), gradient(waking))).isGreaterThan(0.9);
                assertThat(cosine(gradient(other), gradient(waking)))
                        .isGreaterThan(cosine(gradient(other), gradient(plain)));
            }
        }
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    private static double magnitude(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    private float[] values(Network network) {
        try (NDManager scratch = network.manager().newSubManager()) {
            return network.activation(layer, image(scratch)).toFloatArray();
        }
    }

    private float[] gradient(Network network) {
        try (NDManager scratch = network.manager().newSubManager()) {
            NDArray image = image(scratch);
            image.setRequiresGradient(true);
            try (GradientCollector collector = scratch.getEngine().newGradientCollector()) {
                collector.backward(network.activation(layer, image).sum());
            }
            return image.getGradient().toFloatArray();
        }
    }

    private static NDArray image(NDManager manager) {
        float[] values = new float[3 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.7));
        }
        return manager.create(values, new Shape(1, 3, 32, 32));
    }
}
