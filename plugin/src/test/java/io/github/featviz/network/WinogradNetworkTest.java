package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with convolutions that suit Winograd's algorithm, beside some whose stride, weights or size do not. */
@ParameterizedClass
@ValueSource(strings = {"wide_traced", "wide_scripted"})
class WinogradNetworkTest {

    private static final InputFormat INPUT = new InputFormat(21, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** Those of 160 channels to 160 that nothing else takes the weights of. */
    private static final List<String> SUITED = List.of("padded", "bare", "uneven");

    private static final double ROUNDING = 1e-5;

    private static final long PAIRS = 160L * 160;

    private final Path archive;

    @TempDir
    Path folder;

    WinogradNetworkTest(String name) {
        this.archive = SmallNetworks.archive(name);
    }

    @Test
    void its_values_and_gradients_are_those_of_the_network() throws IOException {
        List<String> layers = List.of("enter", "padded", "bare", "uneven", "tied", "last");
        try (Network plain = Networks.open(archive, INPUT, layers);
                Network quick = quick(layers, false, false)) {
            for (String layer : layers) {
                assertThat(distance(values(quick, layer), values(plain, layer)))
                        .as(layer)
                        .isLessThan(ROUNDING);
            }
            assertThat(distance(gradient(quick), gradient(plain))).isLessThan(ROUNDING);
        }
    }

    @Test
    void so_are_those_with_gradients_where_a_relu_is_off() throws IOException {
        List<String> layers = List.of("uneven");
        try (Network plain = Networks.openAwake(archive, INPUT, layers).orElseThrow();
                Network quick = quick(layers, false, true)) {
            assertThat(distance(gradient(quick), gradient(plain))).isLessThan(ROUNDING);
        }
    }

    @Test
    void in_bf16_it_is_not_much_further_from_fp32_than_other_convolutions() throws IOException {
        List<String> layers = List.of("uneven");
        try (Network plain = Networks.open(archive, INPUT, layers);
                Network direct = Networks.openNarrowed(archive, INPUT, layers, false);
                Network quick = quick(layers, true, false)) {
            double usual = distance(gradient(direct), gradient(plain));

            assertThat(quick.precision()).isEqualTo("bf16");
            assertThat(usual).isLessThan(0.05);
            assertThat(distance(gradient(quick), gradient(plain))).isLessThan(3 * usual);
        }
    }

    @Test
    void only_weights_that_nothing_else_takes_are_made_matrices() throws IOException {
        long before = bytes(TorchScriptArchive.read(archive));
        long after = bytes(TorchScriptArchive.read(archive).byWinograd(List.of("last")));

        assertThat(after - before).isEqualTo(SUITED.size() * PAIRS * (16 - 9) * Float.BYTES);
    }

    @Test
    void weights_that_are_looked_at_stay() throws IOException {
        TorchScriptArchive read = TorchScriptArchive.read(archive);
        List<String> weights = read.callSites().stream()
                .map(site -> site.name())
                .filter(name -> name.endsWith("padded.weight"))
                .toList();
        long before = bytes(read);

        assertThat(bytes(read.byWinograd(weights)) - before)
                .isEqualTo((SUITED.size() - weights.size()) * PAIRS * (16 - 9) * Float.BYTES);
    }

    @Test
    void only_weights_that_what_is_looked_at_depends_on_are_made_matrices() throws IOException {
        TorchScriptArchive read = TorchScriptArchive.read(archive);

        assertThat(read.suitsWinograd(List.of("enter"))).isFalse();
        assertThat(bytes(read.byWinograd(List.of("enter", "padded"))) - bytes(read))
                .isEqualTo(PAIRS * (16 - 9) * Float.BYTES);
    }

    @Test
    void a_network_that_makes_other_weights_of_those_that_it_stores_is_left_as_it_is() throws IOException {
        assertThat(TorchScriptArchive.read(SmallNetworks.archive("wide_restored"))
                        .suitsWinograd(List.of()))
                .isFalse();
    }

    @Test
    void single_images_and_maps_that_lie_one_by_one_come_out_as_they_came() throws IOException {
        Path viewed = SmallNetworks.archive("wide_viewed");
        List<String> layers = List.of("first", "add");
        try (Network plain = Networks.open(viewed, INPUT, layers);
                Network quick = Networks.openByWinograd(viewed, INPUT, layers, false, false)
                        .orElseThrow();
                Network arranged = Networks.channelsLast(quick)) {
            for (String layer : layers) {
                assertThat(distance(values(arranged, layer), values(plain, layer)))
                        .as(layer)
                        .isLessThan(ROUNDING);
            }
        }
    }

    @Test
    void a_network_that_names_a_padding_is_left_as_it_is() throws IOException {
        Path same = SmallNetworks.archive("wide_same");

        assertThat(TorchScriptArchive.read(same).suitsWinograd(List.of())).isFalse();
        assertThat(Networks.openByWinograd(same, INPUT, List.of("first"), false, false))
                .isEmpty();
    }

    private Network quick(List<String> layers, boolean narrowed, boolean awake) throws IOException {
        return Networks.openByWinograd(archive, INPUT, layers, narrowed, awake).orElseThrow();
    }

    /** What its tensors take when it is written. */
    private long bytes(TorchScriptArchive written) throws IOException {
        Path copy = folder.resolve("copy.pt");
        written.writeTapped(copy, List.of("last"));
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().contains("/data/"))
                    .mapToLong(entry -> entry.getSize())
                    .sum();
        }
    }

    private static float[] values(Network network, String layer) {
        try (NDManager scratch = network.manager().newSubManager()) {
            return network.activation(layer, images(scratch)).toFloatArray();
        }
    }

    private static float[] gradient(Network network) {
        try (NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray images = images(scratch);
            images.setRequiresGradient(true);
            collector.backward(network.activation("uneven", images).square().sum());
            return images.getGradient().toFloatArray();
        }
    }

    /** Two, of another size than the network was traced with. */
    private static NDArray images(NDManager manager) {
        return manager.arange(0, 2 * 3 * 27 * 25).mul(0.37f).sin().add(1).div(2).reshape(new Shape(2, 3, 27, 25));
    }

    /** As a share of the length of what is expected. */
    private static double distance(float[] values, float[] expected) {
        double apart = 0;
        double length = 0;
        for (int i = 0; i < values.length; i++) {
            apart += (values[i] - expected[i]) * (values[i] - expected[i]);
            length += expected[i] * expected[i];
        }
        return Math.sqrt(apart / length);
    }
}
