package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerOrderTest {
    @ParameterizedTest(name = "{0} is charted at {1}")
    @CsvSource({
        "stem.conv, stem.act",
        "stem.norm, stem.act",
        "stem.act, stem.act",
        "stem, stem",
        "project.conv, project.norm",
        "project, project",
        "block.conv1, block.relu",
        "block.conv2, block.relu_1",
        "block.add, block.relu_1",
        "fc, fc"
    })
    void spikesAreChartedAtTheActivationThatFollowsElseTheNormElseTheLayer(String layer, String chart) {
        NetworkDescription network = Networks.residual();
        Layer charted = new LayerOrder(network).chartOf(network.layer(layer).orElseThrow());
        assertThat(charted.name()).isEqualTo(chart);
    }

    @ParameterizedTest(name = "{0} is drawn at {1}")
    @CsvSource({
        "stem.conv, stem.conv",
        "stem.act, stem.norm",
        "stem, stem",
        "project, project",
        "block.relu, block.conv1",
        "block.relu_1, block.add",
        "block, block",
        "fc, fc"
    })
    void objectiveIsTakenBeforeTheActivation(String layer, String objective) {
        NetworkDescription network = Networks.residual();
        Layer drawn = new LayerOrder(network).objectiveOf(network.layer(layer).orElseThrow());
        assertThat(drawn.name()).isEqualTo(objective);
    }

    @Test
    void activationWithOtherFiltersIsNoPlaceToChart() {
        NetworkDescription network = Networks.of(
                Networks.conv("conv", 4, 8, 100),
                Networks.layer("cat", "cat", 1L, 8L, 8L, 8L),
                Networks.layer("relu", "relu_", 1L, 8L, 8L, 8L));
        assertThat(new LayerOrder(network).chartOf(network.layers().get(0)).name())
                .isEqualTo("conv");
    }
}
