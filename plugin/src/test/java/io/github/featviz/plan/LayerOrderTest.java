package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.ReceptiveField;
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

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "stem.conv, stem.conv, true",
        "stem.conv, stem.act, true",
        "stem.act, stem.conv, true",
        "stem.norm, stem, true",
        "block.conv2, block.relu_1, true",
        "block.conv2, block, true",
        "block, pool, true",
        "block.add, flatten, true",
        "project.conv, block.conv1, false",
        "project.norm, block.relu, false",
        "block.relu, project.conv, false",
        "stem.conv, project.conv, false",
        "flatten, fc, false"
    })
    void layersHaveTheSameFiltersWhereNoStepBetweenMixesThem(String one, String other, boolean same) {
        NetworkDescription network = Networks.residual();
        assertThat(new LayerOrder(network)
                        .haveSameFilters(
                                network.layer(one).orElseThrow(),
                                network.layer(other).orElseThrow()))
                .isEqualTo(same);
    }

    @Test
    void aShortcutSeesLessAndDoesNotPartALayerFromTheSum() {
        Layer conv = seeing(9, Networks.conv("conv", 4, 8, 100));
        Layer shortcut = seeing(3, Networks.conv("shortcut", 4, 8, 100));
        Layer sum = seeing(9, Networks.layer("add", "add", 1L, 4L, 8L, 8L));
        LayerOrder order = new LayerOrder(Networks.of(conv, shortcut, sum));

        assertThat(order.haveSameFilters(conv, sum)).isTrue();
        assertThat(order.haveSameFilters(sum, shortcut)).isTrue();
        assertThat(order.haveSameFilters(conv, shortcut)).isFalse();
    }

    @ParameterizedTest(name = "behind a gate that ends in {0}: {1}")
    @CsvSource({"mul, true", "add, false"})
    void squeezeAndExcitationScalesFiltersAndMixesNone(String last, boolean same) {
        Layer conv = Networks.conv("conv", 4, 8, 100);
        Layer norm = Networks.layer("project.norm", "BatchNorm2d", 1L, 4L, 8L, 8L);
        LayerOrder order = new LayerOrder(Networks.of(
                conv,
                Networks.layer("se.pool", "AdaptiveAvgPool2d", 1L, 4L, 1L, 1L),
                Networks.conv("se.reduce", 1, 1, 5),
                Networks.layer("se.act", "SiLU", 1L, 1L, 1L, 1L),
                Networks.conv("se.expand", 4, 1, 8),
                Networks.layer("se.gate", "Sigmoid", 1L, 4L, 1L, 1L),
                Networks.layer("se.last", last, 1L, 4L, 8L, 8L),
                norm));

        assertThat(order.haveSameFilters(conv, norm)).isEqualTo(same);
    }

    @Test
    void theGateOfSqueezeAndExcitationHasFiltersOfItsOwn() {
        Layer conv = Networks.conv("conv", 4, 8, 100);
        Layer reduce = Networks.conv("se.reduce", 4, 1, 8);
        Layer product = Networks.layer("se.mul", "mul", 1L, 4L, 8L, 8L);
        LayerOrder order = new LayerOrder(Networks.of(conv, reduce, Networks.conv("se.expand", 4, 1, 8), product));

        assertThat(order.haveSameFilters(conv, product)).isTrue();
        assertThat(order.haveSameFilters(conv, reduce)).isFalse();
        assertThat(order.haveSameFilters(reduce, product)).isFalse();
    }

    private static Layer seeing(long size, Layer layer) {
        ReceptiveField.Axis axis = new ReceptiveField.Axis(size, 1, 0);
        return new Layer(
                layer.name(),
                layer.type(),
                layer.module(),
                layer.shape(),
                layer.parameters(),
                0,
                new ReceptiveField(axis, axis));
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
