package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.evidence.LayerEvidence;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.FilterSelection.Listed;
import io.github.featviz.spec.FilterSelection.Spikes;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StarterTest {
    static final InputFormat INPUT = new InputFormat(64, List.of(0.5, 0.4, 0.3), List.of(0.25, 1.0, 1.0 / 255));

    @TempDir
    Path folder;

    /** Forty convolutions, every second one depthwise, and two inside a squeeze-and-excitation block. */
    static NetworkDescription deep() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            layers.add(Networks.conv("b." + i + ".conv", 16, 8, i % 2 == 0 ? 16 * 96 : 16 * 9));
            layers.add(Networks.layer("b." + i + ".act", "ReLU", 1L, 16L, 8L, 8L));
        }
        layers.add(Networks.conv("se.fc", 16, 1, 16 * 96));
        return new NetworkDescription("Deep\nNet: \u0007", 1, layers);
    }

    GallerySpec written(Starter starter, Map<String, LayerEvidence> evidence) throws IOException, SpecException {
        Files.writeString(folder.resolve("my net \"1\".pt"), "net");
        NetworkFile network = NetworkFile.of(folder.resolve("my net \"1\".pt"), INPUT);
        Path home = Files.createDirectories(folder.resolve("home"));
        Path yaml = home.resolve("featviz.yml");
        Files.writeString(yaml, starter.yaml(home, network, null, "size 64,\nnormalised oddly", evidence));
        return SpecReader.read(yaml);
    }

    static List<Integer> filters(SectionSpec section) {
        return ((Listed) section.filters())
                .filters().stream().map(Located::value).toList();
    }

    @Test
    void layersSpreadOverTheDepthFromTheFirstToTheLast() {
        assertThat(new Starter(deep(), List.of()).candidateLayers())
                .hasSize(6)
                .startsWith("b.0.conv")
                .endsWith("b.38.conv")
                .allMatch(name -> Integer.parseInt(name.replaceAll("\\D", "")) % 2 == 0);
    }

    @Test
    void spikesAreMeasuredWhereTheyAreCharted() {
        assertThat(new Starter(deep(), List.of()).measurements().layers())
                .startsWith("b.0.act")
                .endsWith("b.38.act");
    }

    @Test
    void smallNetworksShowEveryLayerOnceAndOddOnesAnyLayerWithFilters() {
        assertThat(new Starter(Networks.residual(), List.of()).candidateLayers())
                .containsExactly("stem.conv", "project.conv", "block.conv1", "block.conv2");
        assertThat(new Starter(Networks.of(Networks.layer("fc", "Linear", 1L, 4L)), List.of()).candidateLayers())
                .containsExactly("fc");
    }

    @Test
    void writesWhatTheReaderTakesAndThePlannerFindsInTheNetwork() throws Exception {
        GallerySpec spec = written(new Starter(deep(), List.of()), Map.of());
        assertThat(spec.network().input()).isEqualTo(new InputSpec(INPUT.size(), INPUT.mean(), INPUT.std()));
        assertThat(spec.network().file().value()).hasFileName("my net \"1\".pt");
        assertThat(spec.sections()).hasSize(6);
        assertThat(Planner.check(spec, deep())).isEmpty();
    }

    @Test
    void withoutPhotographsFiltersThatSpreadMostWidelyForTheirMean() throws Exception {
        List<Double> mean = new ArrayList<>(Collections.nCopies(16, 1.0));
        List<Double> variance = new ArrayList<>(Collections.nCopies(16, 0.01));
        variance.set(11, 4.0);
        mean.set(5, 0.1);
        LayerEvidence evidence = new LayerEvidence("b.0.act", new Moments(64, mean, variance), Map.of());
        GallerySpec spec = written(new Starter(deep(), List.of()), Networks.byLayer(evidence));
        assertThat(filters(spec.sections().get(0))).hasSize(8).startsWith(11, 5);
    }

    @Test
    void withPhotographsFiltersThatSpikeOnOneOfThem() throws Exception {
        Path image = Files.writeString(folder.resolve("käse – 1.png"), "png");
        ImageFile probe = ImageFile.of(image);
        List<Double> means = new ArrayList<>(Collections.nCopies(16, 0.0));
        means.set(13, 30.0);
        means.set(2, 20.0);
        LayerEvidence evidence =
                Networks.evidence("b.0.act", Map.of(probe.sha256(), Networks.response(means.toArray(Double[]::new))));
        GallerySpec spec = written(new Starter(deep(), List.of(probe)), Networks.byLayer(evidence));
        assertThat(filters(spec.sections().get(0))).hasSize(8).startsWith(13, 2);
        SectionSpec last = spec.sections().get(6);
        assertThat(last.layer().value()).isEqualTo("b.38.conv");
        assertThat(last.filters()).isInstanceOf(Spikes.class);
        assertThat(last.probe().image().value().normalize()).isEqualTo(image);
    }

    @Test
    void saysWhatWasAssumedAboutTheInput() throws Exception {
        NetworkFile network = new NetworkFile(folder.resolve("net.pt"), "0", INPUT);
        assertThat(new Starter(deep(), List.of()).yaml(folder, network, null, "size 64,\nodd", Map.of()))
                .contains("  # Assumed, so please check: size 64, odd\n");
        assertThat(new Starter(deep(), List.of()).yaml(folder, network, null, null, Map.of()))
                .doesNotContain("Assumed");
    }

    @Test
    void networkWithoutAnyFilterHasNothingToStartWith() {
        Starter starter = new Starter(Networks.of(Networks.layer("x", "Embedding", 1L, 2L, 3L)), List.of());
        assertThat(starter.candidateLayers()).isEmpty();
        assertThatThrownBy(() -> starter.yaml(
                        folder, new NetworkFile(folder.resolve("net.pt"), "0", INPUT), null, null, Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
