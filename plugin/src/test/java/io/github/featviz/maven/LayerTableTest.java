package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.Layer;
import io.github.featviz.result.ReceptiveField;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {

    private static final ReceptiveField THREE =
            new ReceptiveField(new ReceptiveField.Axis(3, 1, 0), new ReceptiveField.Axis(5, 2, 0));

    private static final List<Layer> LAYERS = List.of(
            new Layer("block.conv", "Conv2d", true, List.of(1L, 8L, 4L, 4L), 1216, 300, THREE),
            new Layer("block.relu", "relu", false, List.of(1L, 8L, 4L, 4L), 0, 0, THREE),
            new Layer("block", "Block", true, List.of(1L, 8L, 4L, 4L), 1216, 300, THREE),
            new Layer("fc", "Linear", true, List.of(1L, 10L), 100, 100, ReceptiveField.WHOLE));

    @Test
    void a_module_stands_before_what_it_calls_with_its_share_of_the_products() {
        assertThat(LayerTable.of(LAYERS, LAYERS))
                .containsExactly(
                        "layer         type       output  filters  parameters  receptive field  stride  compute",
                        "block         Block   8 × 4 × 4        8       1,216            3 × 5   1 × 2   75.0 %",
                        "  block.conv  Conv2d  8 × 4 × 4        8       1,216            3 × 5   1 × 2   75.0 %",
                        "  block.relu  relu    8 × 4 × 4        8                        3 × 5   1 × 2",
                        "fc            Linear         10       10         100              all           25.0 %");
    }

    @Test
    void shares_stay_those_of_the_whole_network_when_only_some_are_shown() {
        assertThat(LayerTable.of(LAYERS, LAYERS.subList(0, 1)))
                .last()
                .asString()
                .endsWith("75.0 %");
    }

    @Test
    void patterns_tell_elements_of_a_path_apart() {
        assertThat(names("block.*")).containsExactly("block.conv", "block.relu");
        assertThat(names("*")).containsExactly("block", "fc");
        assertThat(names("**conv, f?")).containsExactly("block.conv", "fc");
        assertThat(names("block.co")).isEmpty();
        assertThat(names("")).hasSize(4);
    }

    private static List<String> names(String globs) {
        return new LayerFilter(globs).of(LAYERS).stream().map(Layer::name).toList();
    }
}
