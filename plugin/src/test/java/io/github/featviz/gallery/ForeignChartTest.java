package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SiteSpec;
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

/** A section that charts a layer whose feature maps are not its filters: filters 44 and 100 are pictured here, but theirs are others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignChartTest {

    private static final String FOREIGN = "aux.act";

    private final Path gallery;
    private final Path report;

    ForeignChartTest(@TempDir Path temp) throws IOException {
        gallery = temp.resolve("gallery");
        Exhibition sample = SampleExhibition.in(temp.resolve("made"));
        Probe cat = sample.probes().get(0);
        SpikeChart chart = chart();
        Section section = new Section(
                "What becomes of a cat",
                null,
                sample.sections().get(2).layer(),
                List.of(17),
                RecipeSpec.Fourier.DEFAULT,
                new Hypothesis(cat.id(), chart, List.of(new Verdict(44, 1, 1, 128, 3, 9, true)), false),
                List.of(),
                List.of());
        Probe charted = SampleExhibition.measured(
                cat,
                List.of(chart),
                Map.of(new UnitId(FOREIGN, 44), new FeatureMap(2, 2, List.of(0.0, 1.0, 2.0, 3.0))));
        Exhibition exhibition = SampleExhibition.showing(
                sample,
                List.of(section),
                sample.units(),
                List.of(charted, sample.probes().get(1)));
        new GalleryWriter(Theme.standard()).write(exhibition, gallery);
        report = temp.resolve("report");
        SiteSpec alone = new SiteSpec(null, null, null, null, true);
        new GalleryWriter(Theme.standard()).write(SampleExhibition.standing(exhibition, alone), report);
    }

    private static SpikeChart chart() {
        List<Double> values = new ArrayList<>(Collections.nCopies(128, 0.1));
        values.set(44, 9.0);
        values.set(100, 5.0);
        List<Spike> largest = List.of(new Spike(44, 9, 9), new Spike(100, 5, 5));
        return new SpikeChart(FOREIGN, values, values, largest, largest);
    }

    @Test
    void theStorySaysWhoseFilterWasExpectedAndIsLit() throws IOException {
        assertThat(page("index.html"))
                .contains("Filter 44 of aux.act ranks 1 of 128", "Lit where filter 44 of aux.act answers")
                .contains("lit where filter 44 of aux.act answers\"");
        assertThat(Files.readString(report.resolve("index.html"))).contains("Lit where filter 44 of aux.act answers");
    }

    @Test
    void itsSpikesLeadToNoPictureOfTheSection() throws IOException {
        assertThat(page("probes/chelsea/index.html"))
                .contains("Feature map 44: mean 9.00")
                .doesNotContain("blocks.14.project.conv", "href=\"\"");
    }

    @Test
    void filtersOfTheSectionHaveNoSpikeInIt() throws IOException {
        assertThat(page("units/blocks.14.project.conv/44/index.html")).doesNotContain("spike 1 of 128", "#chart-0");
    }

    @Test
    void searchFindsNoVerdictAboutTheSectionsFilters() throws IOException {
        assertThat(page(Addresses.SEARCH)).contains("\"f\":44").doesNotContain("\"v\":\"c\"");
    }

    private String page(String path) throws IOException {
        return Files.readString(gallery.resolve(path));
    }
}
