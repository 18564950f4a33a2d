package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Response;
import io.github.featviz.spec.FilterSelection.Listed;
import io.github.featviz.spec.FilterSelection.Spikes;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StarterTest {
    static final InputFormat INPUT = new InputFormat(64, List.of(0.5, 0.4, 0.3), List.of(0.25, 1.0, 1.0 / 255));

    @TempDir
    Path folder;

    Path home;
    Starter starter;

    @BeforeEach
    void layOutFolder() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Path net = Files.writeString(folder.resolve("my net's.pt"), "net");
        starter = new Starter(new NetworkFile(net, "0", INPUT), null, home);
    }

    /** Forty convolutions, every second one depthwise, and one inside a squeeze-and-excitation block. */
    static NetworkDescription deep() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            layers.add(Networks.conv("b." + i + ".conv", 16, 8, i % 2 == 0 ? 16 * 96 : 16 * 9));
            layers.add(Networks.layer("b." + i + ".act", "ReLU", 1L, 16L, 8L, 8L));
            layers.add(Networks.layer("b." + i, "ConvNormActivation", 1L, 16L, 8L, 8L));
        }
        layers.add(Networks.conv("se.fc", 16, 1, 16 * 96));
        return new NetworkDescription("Deep", 1, layers);
    }

    static Moments moments(double peakOfEleven) {
        List<Double> peak = new ArrayList<>(Collections.nCopies(16, 1.1));
        peak.set(11, peakOfEleven);
        return new Moments(64, Collections.nCopies(16, 1.0), Collections.nCopies(16, 0.01), peak);
    }

    GallerySpec written(Path... probes) throws Exception {
        Path yaml = home.resolve("featviz.yml");
        Files.writeString(yaml, starter.yaml(List.of(probes), "Size 64 was assumed."));
        return SpecReader.read(yaml);
    }

    static List<Integer> filters(SectionSpec section) {
        return ((Listed) section.filters())
                .filters().stream().map(Located::value).toList();
    }

    @Test
    void layersSpreadOverTheDepthFromTheFirstToTheLastWithoutContainersAndDepthwiseOnes() {
        assertThat(Starter.layers(deep()))
                .extracting(Layer::name)
                .hasSize(6)
                .startsWith("b.0.conv")
                .endsWith("b.38.conv")
                .allMatch(name -> name.matches("b\\.\\d*[02468]\\.conv"));
    }

    @Test
    void smallNetworksShowEveryConvolutionAndOthersAnyLayerWithFilters() {
        assertThat(Starter.layers(Networks.residual()))
                .extracting(Layer::name)
                .containsExactly("stem.conv", "project.conv", "block.conv1", "block.conv2");
        Layer fc = Networks.layer("fc", "Linear", 1L, 4L);
        assertThat(Starter.layers(Networks.of(fc))).containsExactly(fc);
    }

    @Test
    void convolutionsOfNarrowNetworksCountThoughTheyHaveFewValues() {
        NetworkDescription narrow = Networks.of(
                Networks.conv("a", 4, 8, 108), Networks.conv("b", 4, 8, 144), Networks.conv("c", 4, 8, 144));
        assertThat(Starter.layers(narrow)).hasSize(3);
    }

    @Test
    void writesWhatTheReaderTakesAndThePlannerFindsInTheNetwork() throws Exception {
        Starter.layers(deep()).forEach(layer -> starter.add(layer, moments(9), List.of()));
        GallerySpec spec = written();
        assertThat(spec.network().input()).isEqualTo(new InputSpec(INPUT.size(), INPUT.mean(), INPUT.std()));
        assertThat(spec.network().file().value()).hasFileName("my net's.pt");
        assertThat(Planner.plan(spec, deep()).sections()).hasSize(6);
    }

    @Test
    void withoutPhotographsFiltersWhosePeakOverTheReferencesStandsOut() throws Exception {
        starter.add(deep().layers().get(0), moments(9), List.of());
        assertThat(filters(written().sections().get(0))).hasSize(8).contains(11).isSorted();
    }

    @Test
    void withPhotographsFiltersThatSpikeOnOneOfThem() throws Exception {
        List<Double> means = new ArrayList<>(Collections.nCopies(16, 0.0));
        means.set(13, 30.0);
        means.set(15, 20.0);
        starter.add(deep().layers().get(0), moments(9), List.of(new Response(means)));
        assertThat(filters(written().sections().get(0))).hasSize(8).contains(13, 15);
    }

    @Test
    void photographsGetASectionAtTheLastLayer() throws Exception {
        Starter.layers(deep()).forEach(layer -> starter.add(layer, moments(9), List.of()));
        Path image = Files.writeString(folder.resolve("käse – 1.png"), "png");
        SectionSpec last = written(image).sections().get(6);
        assertThat(last.layer().value()).isEqualTo("b.38.conv");
        assertThat(last.filters()).isInstanceOf(Spikes.class);
        assertThat(last.probe().image().value().normalize()).isEqualTo(image);
    }

    @Test
    void namesMayHoldQuotesLineBreaksAndControlCharacters() throws Exception {
        String name = "od'd \"\n- layer: x\\\t\u2028😀";
        Layer odd = Networks.layer(name, "Li\nnear", 1L, 16L);
        starter.add(odd, moments(9), List.of());
        SectionSpec section = written().sections().get(0);
        assertThat(section.layer().value()).isEqualTo(name);
    }

    @Test
    void theTextDoesNotDependOnTheMachinesLanguage() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            starter.add(deep().layers().get(0), moments(9), List.of());
            assertThat(starter.yaml(List.of(), null)).contains("size: 64").contains("16 filters");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void saysWhatWasAssumedAboutTheInput() {
        assertThat(starter.yaml(List.of(), "Size 64 was assumed.")).contains("  # Size 64 was assumed.\n");
        assertThat(starter.yaml(List.of(), null)).doesNotContain("assumed");
    }
}
