package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.evidence.LayerEvidence;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.RecipeSpec.Article;
import io.github.featviz.spec.RecipeSpec.Fourier;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class PlannerTest {
    @TempDir
    Path folder;

    @BeforeEach
    void takePhotographs() throws IOException {
        photograph("cat.png", 1);
        photograph("dog.png", 2);
        Files.copy(folder.resolve("cat.png"), folder.resolve("cat-again.png"));
    }

    void photograph(String name, int colour) throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, colour);
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }

    GallerySpec spec(String text) throws SpecException, IOException {
        Path yaml = folder.resolve("featviz.yml");
        Files.writeString(yaml, text);
        return SpecReader.read(yaml);
    }

    Planner planner(String text) throws SpecException, IOException {
        GallerySpec spec = spec(text);
        return Planner.of(spec, Networks.residual(), Photographs.of(spec));
    }

    String sha(String name) throws IOException {
        return ImageFile.of(folder.resolve(name)).sha256();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- {layer: stem.cnov, filters: [1]}                          | 1:11 | no layer 'stem.cnov'      | stem.conv",
                "- {layer: nothing.like.it.at.all, filters: [1]}             | 1:11 | no layer                  | featviz:layers",
                "- {layer: tokens, filters: [1]}                             | 1:11 | no filters: its shape is [1, 2, 3] | another layer",
                "- {layer: stem.conv, filters: [600]}                        | 1:32 | no filter 600             | number",
                "- {layer: stem.conv, filters: [2-9]}                        | 1:32 | no filter 8 in layer 'stem.conv', which has 8 | number",
                "- {layer: stem.conv, filters: [1], probe: cat.png, expect: [8]} | 1:61 | no filter 8 in layer 'stem.act' | number",
                "- {layer: stem.conv, probe: cat.png, expect: [8]}           | 1:47 | no filter 8               | number",
                "- {layer: stem.conv, filters: [1], probe: cat.png, chart: stem.atc} | 1:59 | no layer 'stem.atc' | stem.act",
                "- {layer: stem.conv, filters: [1], probe: cat.png, chart: fc, follow: 1} | 1:59 | has 8 filters, but the charted layer 'fc' has 10 | stem.act",
                "- {layer: stem.conv, filters: {spikes: 2}, probe: cat.png, chart: fc} | 1:67 | has 8 filters    | delete 'chart'",
                "- {layer: stem.conv, probe: cat.png, chart: fc, expect: [9]} | 1:58 | no filter 9 in layer 'stem.conv' | number",
            })
    void oneLocatedFaultBeforeAnyWork(String text, String place, String what, String mend) throws Exception {
        List<Fault> faults = Planner.check(spec(text), Networks.residual());
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).mark().toString()).endsWith("featviz.yml:" + place);
        assertThat(faults.get(0).what()).contains(what);
        assertThat(faults.get(0).mend()).contains(mend);
    }

    @Test
    void allFaultsOfAllSectionsAtOnce() throws Exception {
        GallerySpec spec = spec("- {layer: x.y, filters: [1]}\n- {layer: fc, filters: [10, 11]}\n");
        assertThat(Planner.check(spec, Networks.residual())).hasSize(3);
        assertThatThrownBy(() -> Planner.of(spec, Networks.residual(), Photographs.of(spec)))
                .isInstanceOf(SpecException.class);
    }

    @Test
    void chartOfAnotherWidthIsFineWhereNoSpikeNamesAFilter() throws Exception {
        assertThat(Planner.check(
                        spec("- {layer: stem.conv, filters: [1], probe: cat.png, chart: fc, expect: [9]}"),
                        Networks.residual()))
                .isEmpty();
    }

    @Test
    void everyPhotographIsMeasuredAtEveryLayerThatIsShownChartedOrDrawn() throws Exception {
        Planner planner = planner(
                """
                - {layer: stem.act, filters: [1]}
                - {layer: project.conv, filters: [2], probe: cat.png, expect: [2]}
                - {layer: stem.conv, filters: [3], probe: dog.png}
                """);
        assertThat(planner.measurements().layers())
                .containsExactly("stem.act", "stem.norm", "project.conv", "project.norm", "stem.conv");
        assertThat(planner.measurements().images())
                .extracting(ImageFile::sha256)
                .containsExactly(sha("cat.png"), sha("dog.png"));
        ImageFile cat = planner.measurements().images().get(0);
        List<Work> works = planner.firstWorks();
        assertThat(works).doesNotHaveDuplicates().hasSize(5 * 3 + 2 + 1);
        assertThat(works)
                .contains(
                        new Work.Reference("project.norm"),
                        new Work.Respond(cat, "stem.norm"),
                        new Work.Classify(cat),
                        new Work.MapFeature(cat, "project.norm", 2));
    }

    @Test
    void samePhotographUnderTwoPathsIsMeasuredOnce() throws Exception {
        Planner planner = planner(
                """
                - {layer: fc, filters: [1], probe: cat.png}
                - {layer: fc, filters: [1], probe: cat-again.png}
                - {layer: fc, filters: [1], probe: cat.png}
                """);
        assertThat(planner.measurements().images()).hasSize(1);
        assertThat(planner.sections(Map.of()))
                .extracting(section -> section.probe().path().getFileName().toString())
                .containsOnly("cat.png");
    }

    @Test
    void withoutPhotographNothingIsCharted() throws Exception {
        Planner planner = planner("- {layer: stem.conv, filters: [1]}");
        assertThat(planner.firstWorks()).containsExactly(new Work.Reference("stem.conv"));
    }

    @Test
    void spikesChooseFiltersAndFollowedOnes() throws Exception {
        Planner planner = planner(
                """
                - {layer: block.conv2, filters: {spikes: 2}, probe: cat.png, expect: [0], follow: 2}
                - {layer: block.conv2, filters: [3], probe: cat.png, follow: 4}
                """);
        LayerEvidence evidence = Networks.evidence(
                "block.relu_1", Map.of(sha("cat.png"), Networks.response(0.5, 9.0, -1.0, 3.0, 7.0, 1.0)));
        List<SectionPlan> sections = planner.sections(Networks.byLayer(evidence));
        assertThat(sections.get(0).chart().name()).isEqualTo("block.relu_1");
        assertThat(sections.get(0).filters())
                .as("two largest, and the expected one")
                .containsExactly(1, 4, 0);
        assertThat(sections.get(0).followed()).containsExactly(3, 5);
        assertThat(sections.get(1).filters()).containsExactly(3);
        assertThat(sections.get(1).followed()).as("never one below its mean").containsExactly(1, 4, 5, 0);
    }

    @Test
    void expectedFiltersAreShownToo() throws Exception {
        SectionPlan section = planner("- {layer: stem.conv, filters: [1], probe: cat.png, expect: [1, 5]}")
                .sections(Map.of())
                .get(0);
        assertThat(section.filters()).containsExactly(1, 5);
    }

    @Test
    void photographThatCouldNotBeMeasuredHasNoSpikes() throws Exception {
        SectionPlan section = planner("- {layer: stem.conv, filters: {spikes: 3}, probe: cat.png, follow: 2}")
                .sections(Map.of())
                .get(0);
        assertThat(section.filters()).isEmpty();
        assertThat(section.followed()).isEmpty();
    }

    @Test
    void picturesInTheGallerysOrderEachOnce() throws Exception {
        List<SectionPlan> sections = planner(
                        """
                        - {layer: fc, filters: [2, 1]}
                        - {layer: fc, filters: [1, 3], compare: [article, fourier]}
                        """)
                .sections(Map.of());
        assertThat(Planner.pictures(sections))
                .containsExactly(
                        new Work.Draw("fc", 2, Fourier.DEFAULT),
                        new Work.Draw("fc", 1, Fourier.DEFAULT),
                        new Work.Draw("fc", 1, Article.DEFAULT),
                        new Work.Draw("fc", 3, Fourier.DEFAULT),
                        new Work.Draw("fc", 3, Article.DEFAULT));
    }

    @Test
    void allFiltersOfALayer() throws Exception {
        assertThat(planner("- {layer: fc, filters: all}")
                        .sections(Map.of())
                        .get(0)
                        .filters())
                .hasSize(10);
    }

    @Test
    void fourierDrawsBeforeTheActivationAndArticleTheLayerAsNamed() throws Exception {
        List<SectionPlan> sections =
                planner("- {layer: stem.act, filters: [1], compare: [article]}").sections(Map.of());
        assertThat(Planner.pictures(sections))
                .containsExactly(
                        new Work.Draw("stem.norm", 1, Fourier.DEFAULT), new Work.Draw("stem.act", 1, Article.DEFAULT));
    }

    @Test
    void evidenceLeavesOutWhatFailed() throws Exception {
        Measurements measurements =
                planner("- {layer: stem.conv, filters: [1], probe: cat.png}").measurements();
        Moments moments = Networks.references(8);
        Map<String, LayerEvidence> evidence = measurements.evidence(
                reference -> reference.layer().equals("stem.conv") ? Optional.of(moments) : Optional.empty(),
                respond -> Optional.<Response>empty());
        assertThat(evidence).containsOnlyKeys("stem.conv");
        assertThat(evidence.get("stem.conv").has(sha("cat.png"))).isFalse();
    }
}
