package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Networks with parts that take one size only: a linear layer behind flattened maps, positions of tokens. */
class FittingNetworkTest {

    @Test
    void a_layer_before_the_part_that_fits_one_size_takes_every_size_as_it_is() throws IOException {
        try (Network network = SmallNetworks.open("fixed")) {
            assertThat(network.features("conv", image(network.manager(), 20)).getShape())
                    .isEqualTo(new Shape(1, 4, 10, 10));
            assertThat(network.resamples("conv", 20)).isFalse();
        }
    }

    @Test
    void a_layer_behind_it_sees_images_at_the_input_size_and_gradients_reach_the_image_itself() throws IOException {
        try (Network network = SmallNetworks.open("fixed");
                NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray image = image(step, 20);
            image.setRequiresGradient(true);

            NDArray scores = network.features("fc", image);
            collector.backward(scores.get(new NDIndex(":, 2")).sum());

            assertThat(scores.getShape()).isEqualTo(new Shape(1, 5));
            assertThat(image.getGradient().getShape()).isEqualTo(new Shape(1, 3, 20, 20));
            assertThat(image.getGradient().norm().getFloat()).isPositive();
            network.features("fc", image(step, 16));
            assertThat(network.resamples("fc", 20)).isTrue();
            assertThat(network.resamples("fc", 16)).as("its own").isFalse();
            assertThat(network.resamples("fc", 9)).as("not shown yet").isFalse();
        }
    }

    @Test
    void tokens_with_positions_and_class_scores_are_fitted_too() throws IOException {
        try (Network network = SmallNetworks.open("tokens")) {
            assertThat(network.features("norm", image(network.manager(), 24)).getShape())
                    .isEqualTo(new Shape(1, 8, 17));
            assertThat(network.features("output", image(network.manager(), 24)).getShape())
                    .isEqualTo(new Shape(1, 5));
        }
    }

    @Test
    void a_failure_at_every_size_is_told_as_it_came_first() throws IOException {
        try (Network network = SmallNetworks.open("fixed")) {
            NDArray grey = network.manager().ones(new Shape(1, 2, 20, 20));
            assertThatThrownBy(() -> network.features("conv", grey))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("(1, 2, 20, 20)");
            assertThat(network.resamples("conv", 20)).isFalse();
        }
    }

    @Test
    void resampling_keeps_flat_images_flat_and_halves_by_a_wide_triangle() {
        try (NDManager manager = TestEngine.manager()) {
            NDArray flat =
                    TriangleWeights.resample(manager.ones(new Shape(1, 2, 7, 7)).mul(0.3f), 16);
            assertThat(flat.getShape()).isEqualTo(new Shape(1, 2, 16, 16));
            for (float value : flat.toFloatArray()) {
                assertThat(value).isCloseTo(0.3f, within(1e-6f));
            }
            NDArray line = manager.create(new float[] {0, 0, 8, 0, 0, 0, 0, 0}, new Shape(1, 1, 1, 8))
                    .repeat(2, 8);

            // A triangle of half-width two around the middle of each pair: 1, 3, 3, 1 eighths; at the border, sevenths.
            assertThat(TriangleWeights.resample(line, 4)
                            .get(new NDIndex("0, 0, 1"))
                            .toFloatArray())
                    .containsExactly(new float[] {8 / 7f, 3, 0, 0}, within(1e-5f));
        }
    }

    private static NDArray image(NDManager manager, int edge) {
        return manager.arange(0f, 3f * edge * edge).reshape(1, 3, edge, edge).div(3f * edge * edge);
    }
}
