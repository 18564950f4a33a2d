package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.featviz.evidence.Spike;
import io.github.featviz.result.NetworkDescription;
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
import java.util.stream.IntStream;
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

    GalleryPlan plan(String text) throws SpecException, IOException {
        return Planner.plan(spec(text), Networks.residual());
    }

    SectionPlan section(String text) throws SpecException, IOException {
        return plan(text).sections().get(0);
    }

    List<Fault> faults(String text) {
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> plan(text));
        assertThat(thrown).as("a SpecException").isNotNull();
        return thrown.faults();
    }

    String sha(String name) throws IOException {
        return ImageFile.of(folder.resolve(name)).sha256();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- {layer: stem.cnov, filters: [1]}                          | 1:11 | no layer \"stem.cnov\"      | stem.conv",
                "- {layer: nothing.like.it.at.all, filters: [1]}             | 1:11 | no layer                  | featviz:layers",
                "- {layer: boxes, filters: [1]}                              | 1:11 | has no filters: its output is [1, 2, 3, 1, 1] | another layer",
                "- {layer: stem.conv, filters: [600]}                        | 1:32 | filter 600 of 8           | number",
                "- {layer: stem.conv, families: {of: [9]}}                   | 1:38 | filter 9 of 8             | number",
                "- {layer: stem.conv, filters: [1], families: {of: [9]}}     | 1:52 | filter 9 of 8             | number",
                "- {layer: stem.conv, filters: [2-9]}                        | 1:32 | filter 8 of 8: layer \"stem.conv\" | number",
                "- {layer: stem.conv, filters: [1], probe: cat.png, expect: [8]} | 1:61 | filter 8 of 8: layer \"stem.act\" | number",
                "- {layer: stem.conv, probe: cat.png, expect: [8]}           | 1:47 | filter 8 of 8             | number",
                "- {layer: stem.conv, filters: [1], probe: cat.png, chart: stem.atc} | 1:59 | no layer \"stem.atc\" | stem.act",
                "- {layer: stem.conv, filters: [1], probe: cat.png, chart: fc, follow: 1} | 1:3 | spikes of \"fc\" (10 feature maps) | another chart",
                "- {layer: stem.conv, filters: {spikes: 2}, probe: cat.png, chart: fc} | 1:3 | spikes of \"fc\" | another chart",
                "- {layer: stem.conv, filters: [1], recipe: {objective: {direction: {1: 1, 8: 2}}}} | 1:11 | direction 1 + 2 × 8 | direction",
                "- {layer: stem.conv, recipe: {objective: {direction: {1: 1, 8: 2}}}} | 1:3 | filter 8 of 8 | number",
                "- {layer: fc, filters: [1], compare: [{objective: neuron}]}  | 1:11 | no places                 | objective: channel",
                "- {layer: stem.conv, probe: cat.png, chart: fc, expect: [9]} | 1:3 | spikes of \"fc\" | list the filters",
                "- {layer: project.conv, filters: [1], probe: cat.png, chart: block.relu, follow: 1} | 1:3 | cannot tell that they are the same filters | another chart",
            })
    void oneLocatedFaultBeforeAnyWork(String text, String place, String what, String mend) throws Exception {
        List<Fault> faults = faults(text);
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).mark().toString()).endsWith("featviz.yml:" + place);
        assertThat(faults.get(0).what()).contains(what);
        assertThat(faults.get(0).mend()).contains(mend);
    }

    @Test
    void aNetworkOfAnotherArchitectureCannotBeComparedWith() throws Exception {
        Path yaml = Files.writeString(
                folder.resolve("featviz.yml"),
                """
                networks:
                  before: {djl: 'djl://a/b'}
                specs:
                  - {layer: stem.conv, filters: [1], compare: {networks: [before]}}
                """);
        GallerySpec spec = SpecReader.read(yaml);
        NetworkDescription same = Networks.residual();
        assertThat(Planner.plan(spec, same, Map.of("before", same)).sections()).hasSize(1);

        NetworkDescription other = Networks.of(Networks.conv("stem.conv", 4, 16, 108));
        assertThatThrownBy(() -> Planner.plan(spec, same, Map.of("before", other)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("featviz.yml:4:59")
                .hasMessageContaining("4 filters in the network 'before' and 8 in the gallery's");
    }

    @Test
    void an_objective_is_part_of_what_decides_a_picture() throws Exception {
        List<Work.Draw> drawings = section(
                        "- {layer: stem.conv, filters: [1], compare: [{objective: negative}, fourier]}")
                .drawings(List.of());

        assertThat(drawings).extracting(Work.Draw::identity).hasSize(3);
        assertThat(drawings.get(1).identity()).isNotEqualTo(drawings.get(0).identity());
        assertThat(drawings.get(2)).isEqualTo(drawings.get(0));
    }

    @Test
    void allFaultsOfAllSectionsAtOnce() {
        assertThat(faults("- {layer: x.y, filters: [1]}\n- {layer: fc, filters: [10, 11]}\n"))
                .hasSize(3);
    }

    @Test
    void chartOfAnotherWidthIsFineWhereNoSpikeNamesAFilter() throws Exception {
        assertThat(plan("- {layer: stem.conv, filters: [1], probe: cat.png, chart: fc, expect: [9]}")
                        .sections())
                .hasSize(1);
    }

    @Test
    void filtersExpectedOfAnotherLayerAreThatLayersAlone() throws Exception {
        SectionPlan foreign =
                section("- {layer: project.conv, filters: [1], probe: cat.png, chart: block.relu, expect: [2]}");
        assertThat(foreign.chartsItsFilters()).isFalse();
        assertThat(foreign.drawn(List.of())).containsExactly(1);
        assertThat(foreign.expectedOf().name()).isEqualTo("block.relu");
        assertThat(foreign.tuned().name()).isEqualTo("project.conv");

        SectionPlan own = section("- {layer: stem.conv, filters: [1], probe: cat.png, chart: stem.norm, expect: [2]}");
        assertThat(own.chartsItsFilters()).isTrue();
        assertThat(own.drawn(List.of())).containsExactly(1, 2);
        assertThat(own.expectedOf().name()).isEqualTo("stem.conv");
    }

    @Test
    void everyPhotographIsMeasuredAtEveryLayerThatIsChartedOrDrawn() throws Exception {
        GalleryPlan plan = plan(
                """
                - {layer: stem.act, filters: [1]}
                - {layer: project.conv, filters: [2], probe: cat.png, expect: [2]}
                - {layer: stem.conv, filters: [3], probe: dog.png}
                """);
        assertThat(plan.measuredLayers())
                .containsExactly("stem.norm", "stem.act", "project.conv", "project.norm", "stem.conv");
        assertThat(plan.images()).extracting(ImageFile::sha256).containsExactly(sha("cat.png"), sha("dog.png"));
        ImageFile cat = plan.images().get(0);
        assertThat(plan.measurements())
                .doesNotHaveDuplicates()
                .hasSize(5 * 3 + 2 + 1)
                .contains(
                        new Work.Reference("project.norm"),
                        new Work.Respond(cat, "stem.norm"),
                        new Work.Classify(cat),
                        new Work.MapFeature(cat, "project.norm", 2));
    }

    @Test
    void samePhotographUnderTwoPathsIsMeasuredOnce() throws Exception {
        GalleryPlan plan = plan(
                """
                - {layer: fc, filters: [1], probe: cat.png}
                - {layer: fc, filters: [1], probe: cat-again.png}
                - {layer: fc, filters: [1], probe: cat.png}
                """);
        assertThat(plan.images()).hasSize(1);
        assertThat(plan.sections())
                .extracting(SectionPlan::image)
                .containsOnly(plan.images().get(0));
    }

    @Test
    void withoutPhotographOnlyUsualLevelsAreMeasuredBeforeAndBehindTheActivation() throws Exception {
        assertThat(plan("- {layer: stem.conv, filters: [1]}").measurements())
                .containsExactly(new Work.Reference("stem.conv"), new Work.Reference("stem.act"));
    }

    @Test
    void severalSeedsAreFarEnoughApartForThoseOfAGreyStart() throws Exception {
        SectionPlan section = plan("- {layer: stem.conv, filters: [1], seeds: 3, recipe: {seed: 5}}")
                .sections()
                .get(0);

        assertThat(section.drawings(List.of()))
                .extracting(drawing -> drawing.recipe().seed())
                .containsExactly(5L, 8L, 11L);
    }

    @Test
    void outputsWithoutAreaHaveNoMap() throws Exception {
        assertThat(plan("- {layer: fc, filters: [1], probe: cat.png, expect: [1]}")
                        .measurements())
                .noneMatch(Work.MapFeature.class::isInstance);
    }

    @Test
    void spikesChooseFiltersAndFollowedOnes() throws Exception {
        SectionPlan section =
                section("- {layer: block.conv2, filters: {spikes: 2}, probe: cat.png, expect: [0], follow: 2}");
        List<Spike> spikes = spikes(9, 1, 4, 0, 3, 5, 2);
        assertThat(section.chart().name()).isEqualTo("block.relu_1");
        assertThat(section.filters(spikes)).containsExactly(1, 4);
        assertThat(section.followed(spikes)).as("neither shown nor expected").containsExactly(3, 5);
        assertThat(section.drawn(spikes)).containsExactly(1, 4, 0, 3, 5);
    }

    /** Each one standard deviation lower than the one before. */
    private static List<Spike> spikes(double largest, Integer... filters) {
        return IntStream.range(0, filters.length)
                .mapToObj(place -> new Spike(filters[place], 0.5, largest - place))
                .toList();
    }

    @Test
    void noSpikeIsFollowedThatHardlyStandsOut() throws Exception {
        SectionPlan section = section("- {layer: block.conv2, filters: [1], probe: cat.png, follow: 5}");

        assertThat(section.followed(spikes(2.5, 1, 4, 0, 3))).containsExactly(4);
    }

    @Test
    void expectedMapsOfAWiderChartAreNoFiltersToDraw() throws Exception {
        SectionPlan section = section("- {layer: stem.conv, filters: [1], probe: cat.png, chart: fc, expect: [9]}");
        assertThat(section.drawn(List.of())).containsExactly(1);
    }

    @Test
    void picturesOfTheMainRecipeAndOfComparedOnes() throws Exception {
        assertThat(section("- {layer: fc, filters: [1, 3], compare: [article]}").drawings(List.of()))
                .containsExactly(
                        new Work.Draw("fc", 1, Fourier.DEFAULT),
                        new Work.Draw("fc", 3, Fourier.DEFAULT),
                        new Work.Draw("fc", 1, Article.DEFAULT),
                        new Work.Draw("fc", 3, Article.DEFAULT));
    }

    @Test
    void allFiltersOfALayer() throws Exception {
        assertThat(section("- {layer: fc, filters: all}").filters(List.of())).hasSize(10);
    }

    @Test
    void activationsAreDrawnBeforeTheActivation() throws Exception {
        assertThat(section("- {layer: stem.act, filters: [1]}").drawings(List.of()))
                .containsExactly(new Work.Draw("stem.norm", 1, Fourier.DEFAULT));
    }

    @Test
    void photographsThatAreNoneAreReportedWithEverythingElse() throws Exception {
        Files.writeString(folder.resolve("text.png"), "<html>not found</html>");
        List<Fault> faults = faults("- {layer: x, filters: [1], probe: text.png}\n- {layer: fc, filters: [10]}");
        assertThat(faults).extracting(fault -> fault.mark().line()).containsExactly(1, 1, 2);
        assertThat(faults.get(1).mark().column()).isEqualTo(35);
    }

    @Test
    void aPictureIsOfTheFilterOfTheNamedLayerAndOfTheOneThatFeedsIt() throws Exception {
        SectionPlan section = section("- {layer: block.relu, filters: [5]}");
        Work.Draw drawing = section.drawings(List.of()).get(0);

        assertThat(drawing.layer()).isEqualTo("block.conv1");
        assertThat(List.of("block.relu:5", "block.conv1:5")).allMatch(name -> section.isOf(name, drawing));
        assertThat(List.of("block.relu:4", "block.relu:55", "block.relu"))
                .noneMatch(name -> section.isOf(name, drawing));
    }
}
