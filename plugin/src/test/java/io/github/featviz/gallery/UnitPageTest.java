package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Filter 17 is shown, 44 and 100 are only expected, and the picture of 96 is of a direction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnitPageTest {

    private final Path gallery;

    UnitPageTest(@TempDir Path temp) throws IOException {
        gallery = temp.resolve("gallery");
        Exhibition sample = SampleExhibition.in(temp.resolve("made"));
        Probe cat = sample.probes().get(0);
        Section section = new Section(
                "Cats and cups",
                null,
                sample.sections().get(2).layer(),
                List.of(17),
                RecipeSpec.Fourier.DEFAULT,
                new Hypothesis(
                        cat.id(),
                        chart(),
                        List.of(
                                new Verdict(44, 2, 2, SampleExhibition.FILTERS, 2, 2, false),
                                new Verdict(100, 3, 3, SampleExhibition.FILTERS, -0.1, -0.1, false))),
                List.of(),
                List.of());
        Probe charted = SampleExhibition.measured(cat, List.of(chart()), Map.of());
        Exhibition exhibition = SampleExhibition.showing(
                sample,
                List.of(section),
                sample.units().stream().map(UnitPageTest::unit).toList(),
                List.of(charted));
        new GalleryWriter(Theme.standard()).write(exhibition, gallery);
    }

    /** At its own layer each filter answers below its usual level. */
    private static Unit unit(Unit unit) {
        List<Plate> plates = unit.id().filter() == 96
                ? List.of(new Plate(direction(), unit.plates().get(0).made(), null))
                : unit.plates();
        return new Unit(unit.id(), plates, List.of(new ProbeResponse("chelsea", 0.3, -0.8)));
    }

    private static RecipeSpec direction() {
        return new RecipeSpec.Article(
                200, 0, 1.2, 20, 0.1, 1e-6, 5, 1, ObjectiveSpec.direction(Map.of(96, 1.0, 17, -0.5)));
    }

    private static SpikeChart chart() {
        List<Double> values = new ArrayList<>(Collections.nCopies(SampleExhibition.FILTERS, -0.2));
        values.set(17, 9.0);
        values.set(44, 2.0);
        values.set(100, -0.1);
        List<Spike> largest = List.of(new Spike(17, 9, 9), new Spike(44, 2, 2), new Spike(100, -0.1, -0.1));
        return new SpikeChart(SampleExhibition.CHARTED, values, values, largest, largest);
    }

    @Test
    void aFilterThatIsOnlyExpectedIsPartOfTheStory() throws IOException {
        assertThat(page(44)).contains("id=\"mentions\"", "Cats and cups");
        assertThat(Files.readString(gallery.resolve("index.html")))
                .contains("units/blocks.14.project.conv/44/", "units/blocks.14.project.conv/100/")
                .contains("3 of 192 filters");
    }

    @Test
    void aSpikeOfAnotherLayerSaysWhereItIsAndHowHigh() throws IOException {
        assertThat(page(44)).contains("spike 2 of 192 at blocks.14.project.norm, 2.0 σ");
    }

    @Test
    void whatLiesBelowItsUsualLevelIsNoSpike() throws IOException {
        assertThat(page(100)).contains("#chart-0-sigma").doesNotContain("spike 3 of 192");
    }

    @Test
    void aDirectionIsNotOneFiltersAnswer() throws IOException {
        assertThat(page(96))
                .contains("What a sum of filters of blocks.14.project.conv answers to (", "direction")
                .contains("What the picture was to make large, at every step.")
                .doesNotContain("What filter 96 of blocks.14.project.conv answers to (")
                .doesNotContain("How strongly the filter answered");
    }

    private String page(int filter) throws IOException {
        return Files.readString(gallery.resolve(Addresses.unit(new UnitId(SampleExhibition.LATE, filter))));
    }
}
