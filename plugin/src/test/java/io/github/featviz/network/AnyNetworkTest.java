package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of all kinds of input, precision and output give what PyTorch gives. */
class AnyNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "plain_scripted, fp32, 1e-5",
        "half, fp32, 1e-2",
        "half_inside, fp16, 1e-2",
        "bfloat, bf16, 5e-2",
        "double, fp64, 1e-6",
        "grey, fp32, 1e-5",
        "pair, fp32, 1e-5",
        "four, fp32, 1e-5",
        "fixed, fp32, 1e-5",
        "with_none, fp32, 1e-5",
        "keyed, fp32, 1e-5",
        "tokens, fp32, 1e-5",
        "last, fp32, 1e-5"
    })
    void layers_and_class_scores_are_pytorchs(String name, String precision, float tolerance) throws IOException {
        JsonNode expected = SmallNetworks.expected(name);
        try (Network network = SmallNetworks.open(name)) {
            NDArray image = image(network);
            NDArray layer = network.activation(expected.get("layer").asText(), image);

            assertThat(network.precision()).isEqualTo(precision);
            assertThat(layer.getShape().getShape()).containsExactly(longs(expected.get("shape")));
            assertThat(Arrays.copyOf(layer.toFloatArray(), 8))
                    .containsExactly(SmallNetworks.floats(expected.get("values")), within(tolerance));
            assertThat(network.scores(image).orElseThrow().toFloatArray())
                    .containsExactly(SmallNetworks.floats(expected.get("scores")), within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"half", "bfloat", "double", "keyed", "tokens", "last", "grey"})
    void gradients_reach_the_image(String name) throws IOException {
        try (Network network = SmallNetworks.open(name)) {
            assertThat(gradientNorm(
                            network, SmallNetworks.expected(name).get("layer").asText()))
                    .isPositive();
            assertThat(gradientNorm(network, Network.OUTPUT)).isPositive();
        }
    }

    @Test
    void class_scores_are_a_layer_called_output() throws IOException {
        try (Network network = SmallNetworks.open("keyed")) {
            assertThat(network.describe().layer("output")).hasValueSatisfying(output -> {
                assertThat(output.filters()).isEqualTo(5);
                assertThat(output.module()).isFalse();
            });
            assertThat(network.features("output", image(network)).toFloatArray())
                    .isEqualTo(network.scores(image(network)).orElseThrow().toFloatArray());
        }
    }

    @Test
    void scores_among_other_things_are_read_but_are_no_layer_since_no_gradient_flows_from_them() throws IOException {
        try (Network network = SmallNetworks.open("with_none")) {
            assertThat(network.scores(image(network))).isPresent();
            assertThat(network.describe().layer("output")).isEmpty();
            assertThatThrownBy(() -> network.activation("output", image(network)))
                    .isInstanceOf(UnknownLayerException.class)
                    .hasMessageContaining("last linear layer");
        }
    }

    @Test
    void features_of_tokens_and_of_channels_last_have_their_channels_second() throws IOException {
        try (Network tokens = SmallNetworks.open("tokens");
                Network last = SmallNetworks.open("last")) {
            assertThat(tokens.describe().layer("norm").map(Layer::filters)).contains(8);
            assertThat(tokens.describe().layer("norm").map(Layer::hasMaps)).contains(true);
            assertThat(tokens.features("norm", image(tokens)).getShape()).isEqualTo(new Shape(1, 8, 17));
            assertThat(last.describe().layer("widen").map(Layer::filters)).contains(24);
            assertThat(last.features("widen", image(last)).getShape()).isEqualTo(new Shape(1, 24, 16, 16));
            float[] raw = last.activation("mix", image(last))
                    .get(new NDIndex("0, :, :, 3"))
                    .toFloatArray();
            assertThat(last.features("mix", image(last))
                            .get(new NDIndex("0, 3"))
                            .toFloatArray())
                    .isEqualTo(raw);
        }
    }

    @Test
    void a_scripted_network_with_batch_norm_and_dropout_stays_in_evaluation_whatever_is_called() throws IOException {
        float[] expected =
                SmallNetworks.floats(SmallNetworks.expected("plain_scripted").get("scores"));
        try (Network network = SmallNetworks.open("plain_scripted")) {
            for (int call = 0; call < 3; call++) {
                assertThat(network.scores(image(network)).orElseThrow().toFloatArray())
                        .containsExactly(expected, within(1e-5f));
                assertThat(gradientNorm(network, "norm")).isPositive();
                network.describe();
            }
        }
    }

    private static double gradientNorm(Network network, String layer) {
        try (NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            InputFormat input = network.input();
            NDArray image = step.create(
                    SmallNetworks.pattern(input), new Shape(1, input.channels(), input.size(), input.size()));
            image.setRequiresGradient(true);
            collector.backward(network.features(layer, image)
                    .get(new NDIndex(":, 1"))
                    .square()
                    .sum());
            return image.getGradient().norm().getFloat();
        }
    }

    private static NDArray image(Network network) {
        InputFormat input = network.input();
        return network.manager()
                .create(SmallNetworks.pattern(input), new Shape(1, input.channels(), input.size(), input.size()));
    }

    private static long[] longs(JsonNode numbers) {
        float[] floats = SmallNetworks.floats(numbers);
        long[] longs = new long[floats.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = (long) floats[i];
        }
        return longs;
    }
}
