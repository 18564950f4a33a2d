package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Rival;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Layer;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which sections a filter is part of: those of its own layer, and those of others that chart its feature maps or have it in a family. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {

    private static final UnitId LATE = new UnitId(SampleExhibition.LATE, 17);
    private static final UnitId AWKWARD = new UnitId(SampleExhibition.AWKWARD, 0);
    private static final UnitId TURNED = new UnitId(SampleExhibition.EARLY, 8);
    private static final FeatureMap MAP = new FeatureMap(2, 2, List.of(0.0, 1.0, 2.0, 3.0));

    private final Exhibition sample;
    private final Path gallery;

    StoryTest(@TempDir Path temp) throws IOException {
        gallery = temp.resolve("gallery");
        sample = SampleExhibition.in(temp.resolve("made"));
        Probe cat = sample.probes().get(0);
        SpikeChart late = chart(SampleExhibition.CHARTED, 17);
        SpikeChart awkward = chart(SampleExhibition.AWKWARD, 0);
        Layer early = sample.sections().get(0).layer();
        Probe charted = SampleExhibition.measured(
                cat,
                List.of(late, awkward),
                Map.of(LATE, MAP, new UnitId(SampleExhibition.CHARTED, 17), MAP, AWKWARD, MAP));
        List<Section> sections = List.of(
                section("Its own", sample.sections().get(2).layer(), 17, new Hypothesis(cat.id(), late, List.of())),
                section("Behind it", early, 1, foreign(late, 17)),
                section("Elsewhere", sample.sections().get(1).layer(), 0, null),
                section("From afar", early, 3, foreign(awkward, 0)),
                new Section(
                        "Turned",
                        null,
                        early,
                        List.of(1),
                        RecipeSpec.Fourier.DEFAULT,
                        Latitude.AUTO,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        sample.sections().get(0).relations(),
                        List.of(rival("disliking", ObjectiveSpec.NEGATIVE), rival("summing", direction()))));
        Exhibition exhibition = SampleExhibition.showing(
                sample,
                sections,
                sample.units(),
                List.of(charted, sample.probes().get(1)));
        new GalleryWriter(Theme.standard()).write(exhibition, gallery);
    }

    private static Section section(String title, Layer layer, int filter, @Nullable Hypothesis hypothesis) {
        return new Section(
                title, null, layer, List.of(filter), RecipeSpec.Fourier.DEFAULT, hypothesis, List.of(), List.of());
    }

    /** Something expected of a filter of the charted layer, which is not the section's. */
    private static Hypothesis foreign(SpikeChart chart, int filter) {
        return new Hypothesis("chelsea", chart, List.of(new Verdict(filter, 1, 1, 64, 3, 9, true)), false);
    }

    private static SpikeChart chart(String layer, int spiking) {
        List<Spike> largest = List.of(new Spike(spiking, 9, 9));
        List<Double> values = Collections.nCopies(64, 9.0);
        return new SpikeChart(layer, values, values, largest, largest);
    }

    private Rival rival(String name, ObjectiveSpec objective) {
        RecipeSpec recipe = new RecipeSpec.Article(200, 0, 1.2, 20, 0.1, 1e-6, 5, 1, objective);
        Plate plate = new Plate(
                recipe,
                Objects.requireNonNull(sample.units().get(0).plates().get(0).made()),
                null);
        return new Rival(name, name + ".pt", "ab12".repeat(16), Map.of(1, plate), List.of());
    }

    private static ObjectiveSpec direction() {
        return ObjectiveSpec.direction(Map.of(1, 1.0, 3, -0.5));
    }

    @Test
    void verdictsOfOtherSectionsAreFoundAtTheFilterThatTheyJudge() throws IOException {
        assertThat(entry(LATE).path("v").asText()).isEqualTo("c");
        assertThat(entry(LATE).path("t").asText()).contains("Its own", "Behind it");
        assertThat(page(Addresses.unit(LATE))).contains("Behind it</a>").doesNotContain("From afar</a>");
        assertThat(entry(AWKWARD).path("v").asText()).isEqualTo("c");
        assertThat(page(Addresses.unit(AWKWARD))).contains("From afar</a>");
    }

    @Test
    void aPhotographIsLitOnceForAFilterThatIsNamedByItsChartedLayerToo() throws IOException {
        assertThat(page("probes/chelsea/index.html"))
                .containsOnlyOnce("lit where filter 17 of blocks.14.project.conv answers")
                .doesNotContain("lit where filter 17 of blocks.14.project.norm");
        assertThat(page(Addresses.INDEX)).contains("Lit where filter 17 of blocks.14.project.conv answers");
    }

    @Test
    void membersOfFamiliesAreFoundByTheTitleOfTheirSection() throws IOException {
        assertThat(page(Addresses.unit(TURNED))).contains("Turned</a>");
        assertThat(entry(TURNED).path("t").asText()).contains("Turned");
    }

    @Test
    void theDataSayWhoseFiltersWereExpected() throws IOException {
        JsonNode sections =
                new ObjectMapper().readTree(page("data/gallery.json")).path("sections");

        assertThat(sections.get(0).path("expectedOf").asText()).isEqualTo(SampleExhibition.LATE);
        assertThat(sections.get(1).path("expectedOf").asText()).isEqualTo(SampleExhibition.CHARTED);
        assertThat(sections.get(2).has("expectedOf")).isFalse();
    }

    @Test
    void picturesOfOtherNetworksAreDescribedByWhatTheyWereMadeFor() throws IOException {
        assertThat(page(Addresses.INDEX))
                .contains("What filter 1 of blocks.4.project.conv dislikes in the network “disliking”")
                .contains("What a sum of filters of blocks.4.project.conv answers to in the network “summing”");
    }

    private JsonNode entry(UnitId unit) throws IOException {
        String script = page(Addresses.SEARCH);
        for (JsonNode entry :
                new ObjectMapper().readTree(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1))) {
            if (entry.path("l").asText().equals(unit.layer()) && entry.path("f").asInt() == unit.filter()) {
                return entry;
            }
        }
        throw new AssertionError("the search knows no " + unit);
    }

    private String page(String path) throws IOException {
        return Files.readString(gallery.resolve(path));
    }
}
