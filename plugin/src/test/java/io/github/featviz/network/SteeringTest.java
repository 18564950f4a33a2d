package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.probe.Advocate;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.InputFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers to which something is added on the way, and what the classes make of it. */
class SteeringTest {

    private static final InputFormat INPUT =
            new InputFormat(16, Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0));

    private static Network open(String name) throws IOException {
        return Networks.open(SmallNetworks.archive(name), INPUT, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"steered_traced", "steered_scripted"})
    void a_filters_effects_on_the_classes_are_the_gradients_that_autograd_computes(String name) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(Path.of("src/test/networks/steered.json").toFile());
        try (Network network = open(name)) {
            Advocate advocate = new Advocate(network);
            for (String layer : (Iterable<String>) expected::fieldNames) {
                JsonNode truth = expected.get(layer);
                float[] gradient = SmallNetworks.floats(truth.get("gradient"));
                double mean = 0;
                for (float of : gradient) {
                    mean += of / gradient.length;
                }

                ClassEffects effects = advocate.effects(
                        List.of(pattern(), pattern()),
                        layer,
                        truth.get("filter").asInt(),
                        0.5);

                assertThat(effects.images()).isEqualTo(2);
                assertThat(effects.effects()).hasSize(5);
                for (int i = 0; i < gradient.length; i++) {
                    assertThat(effects.effects().get(i))
                            .as(layer + " " + i)
                            .isEqualTo(0.5 * (gradient[i] - mean), within(2e-4));
                }
            }
        }
    }

    @Test
    void without_a_shift_the_answer_is_the_networks_own() throws IOException {
        try (Network network = open("steered_traced");
                NDManager manager = network.manager().newSubManager()) {
            NDArray images = manager.create(SmallNetworks.pattern(INPUT), new Shape(1, 3, 16, 16));

            assertThat(network.steeredScores("act_1", manager.zeros(new Shape(1, 6, 1, 1)), images))
                    .hasValueSatisfying(scores -> assertThat(scores.toFloatArray())
                            .isEqualTo(network.forward(images).get(0).toFloatArray()));
        }
    }

    @Test
    void an_unknown_layer_cannot_be_steered() throws IOException {
        try (Network network = open("steered_traced");
                NDManager manager = network.manager().newSubManager()) {
            NDArray images = manager.zeros(new Shape(1, 3, 16, 16));

            assertThatThrownBy(() -> network.steeredScores("nowhere", manager.zeros(new Shape(1)), images))
                    .isInstanceOf(UnknownLayerException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    /** The image that PyTorch was shown, whose values are whole 255ths. */
    private static BufferedImage pattern() {
        float[] values = SmallNetworks.pattern(INPUT);
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            int colour = 0;
            for (int c = 0; c < 3; c++) {
                colour = colour << 8 | Math.round(values[256 * c + i] * 255);
            }
            image.setRGB(i % 16, i / 16, colour);
        }
        return image;
    }
}
