package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of a network from an archive: a scripted VGG with batch norm and dropout. */
class TorchScriptNetworkTest {

    private static final Path ARCHIVE = Path.of("../../shared/conformance/vgg_small_bn_scripted.pt");
    private static final InputFormat INPUT = new InputFormat(32, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    @BeforeEach
    void the_archive_is_there() {
        assumeTrue(Files.isRegularFile(ARCHIVE), "skipped: ../shared/conformance is not beside this checkout");
    }

    @Test
    void it_lists_layers_in_call_order_with_their_shapes() throws IOException {
        try (Network network = Networks.open(ARCHIVE, INPUT, List.of())) {
            NetworkDescription description = network.describe();

            assertThat(description.name()).isEqualTo("VGG");
            assertThat(description.layers())
                    .extracting(Layer::name)
                    .startsWith("features.0", "features.1", "features.2");
            assertThat(description.layer("features.0"))
                    .hasValueSatisfying(
                            layer -> assertThat(layer.shape()).startsWith(1L).endsWith(32L, 32L));
            assertThat(description.parameters()).isPositive();
        }
    }

    @Test
    void a_layer_that_was_not_declared_can_be_had_all_the_same() throws IOException {
        try (Network declared = Networks.open(ARCHIVE, INPUT, List.of("features.3"));
                Network late = Networks.open(ARCHIVE, INPUT, List.of("features.0"))) {
            late.activation("features.0", image(late));

            assertThat(late.activation("features.3", image(late)).toFloatArray())
                    .isEqualTo(
                            declared.activation("features.3", image(declared)).toFloatArray());
        }
    }

    @Test
    void gradients_reach_the_image_and_batch_norm_and_dropout_stay_off() throws IOException {
        try (Network network = Networks.open(ARCHIVE, INPUT, List.of("features.1"))) {
            float[] before = network.forward(image(network)).get(0).toFloatArray();
            try (NDManager step = network.manager().newSubManager();
                    GradientCollector collector = step.getEngine().newGradientCollector()) {
                NDArray image = step.ones(new Shape(1, 3, 32, 32)).mul(0.7f);
                image.setRequiresGradient(true);
                collector.backward(
                        network.activation("features.1", image).square().sum());

                assertThat(image.getGradient().norm().getFloat()).isPositive();
            }

            assertThat(network.forward(image(network)).get(0).toFloatArray()).isEqualTo(before);
        }
    }

    @Test
    void an_unknown_layer_is_refused_with_the_way_to_the_list() throws IOException {
        assertThatThrownBy(() -> Networks.open(ARCHIVE, INPUT, List.of("features.999")))
                .isInstanceOf(UnknownLayerException.class)
                .hasMessageContaining("features.999")
                .hasMessageContaining("featviz:layers");
    }

    @Test
    void an_image_with_too_few_channels_is_an_engines_error_with_its_shape() throws IOException {
        InputFormat grey = new InputFormat(32, List.of(0.5), List.of(0.25));
        try (Network network = Networks.open(ARCHIVE, grey, List.of("features.0"))) {
            assertThatThrownBy(() ->
                            network.activation("features.0", network.manager().ones(new Shape(1, 1, 32, 32))))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("features.0")
                    .hasMessageContaining("(1, 1, 32, 32)")
                    .hasMessageContaining("channels");
        }
    }

    private static NDArray image(Network network) {
        return network.manager().ones(new Shape(1, 3, 32, 32)).mul(0.4f);
    }
}
