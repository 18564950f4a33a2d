package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import io.github.featviz.torchscript.CallSite;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with batch norms that can be folded, and with some where something else takes a part in it too. */
@ParameterizedClass
@ValueSource(strings = {"norms_traced", "norms_scripted"})
class FoldedNetworkTest {

    private static final Set<String> FOLDED = Set.of("biased", "bare", "grouped", "again", "again_1");

    private final String name;
    private final InputFormat input;

    FoldedNetworkTest(String name) {
        this.name = name;
        this.input = SmallNetworks.input(name);
    }

    @Test
    void its_values_and_gradients_are_those_of_the_network() throws IOException {
        List<String> layers =
                sites().stream().filter(site -> !FOLDED.contains(site)).toList();
        try (Network plain = Networks.open(SmallNetworks.archive(name), input, layers);
                Network folded = folded(layers)) {
            for (String layer : layers) {
                assertThat(values(folded, layer)).as(layer).containsExactly(values(plain, layer), within(1e-4f));
            }
            assertThat(gradient(folded)).containsExactly(gradient(plain), within(1e-4f));
            assertThat(values(folded, "last"))
                    .startsWith(
                            SmallNetworks.floats(SmallNetworks.expected(name).get("values")), within(1e-4f));
        }
    }

    @Test
    void only_convolutions_whose_value_nothing_else_takes_are_folded() throws IOException {
        TorchScriptArchive archive = TorchScriptArchive.read(SmallNetworks.archive(name));

        assertThat(archive.folds(FOLDED)).isFalse();
        for (String layer : FOLDED) {
            Set<String> others = FOLDED.stream()
                    .filter(other -> !pair(other).equals(pair(layer)))
                    .collect(Collectors.toSet());
            assertThat(archive.folds(others)).as(layer).isTrue();
        }
    }

    @Test
    void a_convolution_that_is_looked_at_keeps_its_values() throws IOException {
        try (Network plain = Networks.open(SmallNetworks.archive(name), input, List.of("bare"));
                Network folded = folded(List.of("bare"))) {
            assertThat(values(folded, "bare")).containsExactly(values(plain, "bare"), within(1e-5f));
            // Asked for later, when the network is open already.
            assertThat(values(folded, "biased")).containsExactly(values(plain, "biased"), within(1e-5f));
            assertThat(values(folded, "last")).containsExactly(values(plain, "last"), within(1e-4f));
        }
    }

    private static String pair(String convolution) {
        return convolution.replaceFirst("_1$", "");
    }

    private Network folded(List<String> layers) throws IOException {
        return Networks.openFolded(SmallNetworks.archive(name), input, layers, false)
                .orElseThrow();
    }

    private List<String> sites() throws IOException {
        return TorchScriptArchive.read(SmallNetworks.archive(name)).callSites().stream()
                .filter(CallSite::tappable)
                .filter(CallSite::depends)
                .filter(CallSite::module)
                .map(CallSite::name)
                .toList();
    }

    private float[] values(Network network, String layer) {
        try (NDManager scratch = network.manager().newSubManager()) {
            return network.activation(layer, image(scratch)).toFloatArray();
        }
    }

    private float[] gradient(Network network) {
        try (NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray image = image(scratch);
            image.setRequiresGradient(true);
            collector.backward(network.activation("last", image).square().sum());
            return image.getGradient().toFloatArray();
        }
    }

    private NDArray image(NDManager manager) {
        return manager.create(SmallNetworks.pattern(input), new Shape(1, input.channels(), input.size(), input.size()));
    }
}
