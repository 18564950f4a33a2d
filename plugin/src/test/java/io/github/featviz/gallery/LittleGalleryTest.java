package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.gallery.Exhibition.Findings;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Kin;
import io.github.featviz.gallery.Exhibition.NetworkCard;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.Classification;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of galleries that have little: no photographs, one filter, a text without spaces or without words. */
class LittleGalleryTest {

    private static final Pattern DESCRIPTION = Pattern.compile("<meta name=\"description\" content=\"([^\"]*)\">");

    private final Path gallery;
    private final Exhibition sample;

    LittleGalleryTest(@TempDir Path temp) throws IOException {
        this.gallery = temp.resolve("gallery");
        this.sample = SampleExhibition.in(temp.resolve("made"));
    }

    @Test
    void describesItselfByTheBeginningOfATextWithoutSpaces() throws IOException {
        String text = "\u795e\u7ecf\u7f51\u7edc\u770b\u89c1\u4ec0\u4e48".repeat(40);

        String description = description(text);

        assertThat(description).endsWith("\u2026").hasSizeBetween(150, 161);
        assertThat(text).startsWith(description.substring(0, description.length() - 1));
        assertThat(description("m".repeat(400))).isEqualTo("m".repeat(160) + "\u2026");
        assertThat(description("Half of it answers. ".repeat(20))).endsWith(" answers.\u2026");
    }

    @Test
    void describesItselfByItsNetworkWhereItsTextSaysNothing() throws IOException {
        assertThat(description("<b></b>")).contains("SampleNet");
    }

    @Test
    void explainsTheRecipesThatItsPicturesWereMadeBy() throws IOException {
        Unit unit = unit();
        Exhibition.Made made = made(unit);
        Unit drawn = new Unit(
                unit.id(),
                List.of(
                        new Plate(RecipeSpec.Fourier.MACO, made, null),
                        new Plate(RecipeSpec.Fourier.PIXELS, made, null)),
                List.of());

        write("en", sample.network(), List.of(), drawn);

        assertThat(page(Addresses.ABOUT))
                .contains("<em>maco</em>", "<em>pixels</em>")
                .doesNotContain("<em>fourier</em>", "<em>article</em>");
    }

    @Test
    void speaksOfNoPhotographsWhereItHasNone() throws IOException {
        Findings findings = new Findings(
                List.of(new Levels(SampleExhibition.LATE, 64, -0.412, 0.9, 0.31)),
                new Kin(null, new Kindred(64, List.of(new Kinship.Kin(5, 0.71)))),
                new ClassEffects(1, 0.9, List.of(0.4, -0.7, 0.3)),
                null);
        Unit unit = new Unit(unit().id(), unit().plates(), List.of(), List.of(), findings);

        write("en", sample.network(), List.of(), unit);

        assertThat(page(Addresses.unit(unit.id())))
                .contains("Over every place of 64 made reference images.")
                .contains("mean activations over 64 made reference images.")
                .contains("Measured on the filter\u2019s own picture.")
                .doesNotContain("the photographs");
        assertThat(page(Addresses.layer(SampleExhibition.LATE)))
                .contains("On the right stands the rank")
                .doesNotContain("photograph it");
    }

    @Test
    void namesTheImagesThatAnEffectOnTheClassesWasMeasuredOn() throws IOException {
        Plate failed = new Plate(RecipeSpec.Fourier.DEFAULT, null, "grey");
        Plate rough = new Plate(RecipeSpec.Fourier.DEFAULT, Latitude.AUTO, made(unit()), null, true);

        assertThat(effect(1, failed)).contains("Measured on the photograph that it answers to most.");
        assertThat(effect(3, failed)).contains("Measured on the 3 photographs that it answers to most.");
        assertThat(effect(3, rough)).contains("Measured on the 3 photographs");
        assertThat(effect(3, unit().plates().get(0)))
                .contains("Measured on 3 images: the filter\u2019s own picture and");
    }

    /** A filter's page, which says what its effect on the classes was measured on. */
    private String effect(int images, Plate plate) throws IOException {
        Findings findings = new Findings(List.of(), null, new ClassEffects(images, 0.9, List.of(0.4, -0.7, 0.3)), null);
        Unit unit = new Unit(unit().id(), List.of(plate), List.of(), List.of(), findings);
        write("en", sample.network(), List.of(), unit);
        return page(Addresses.unit(unit.id()));
    }

    @Test
    void countsOneAsOne() throws IOException {
        Layer single = new Layer("single.conv", "Conv2d", true, List.of(1L, 1L, 7L, 7L), 9, 0, null);
        NetworkCard network = network(List.of(single));
        SpikeChart chart = new SpikeChart("single.conv", List.of(0.4), List.of(1.0), List.of(), List.of());
        Probe seen = sample.probes().get(0);
        Probe probe = new Probe(
                seen.id(),
                seen.image(),
                seen.title(),
                null,
                null,
                List.of(chart),
                Map.of(),
                new Classification(List.of()));
        Section section = new Section(
                "One",
                null,
                single,
                List.of(0),
                RecipeSpec.Fourier.DEFAULT,
                Latitude.AUTO,
                new Hypothesis(probe.id(), chart, List.of()),
                List.of(),
                List.of(),
                new Exhibition.Photographs("photos", 9, 1, List.of()),
                null,
                List.of());
        Unit unit = new Unit(
                new UnitId("single.conv", 0), List.of(new Plate(RecipeSpec.Fourier.DEFAULT, null, "grey")), List.of());
        Exhibition one = new Exhibition(
                "One",
                null,
                sample.site(),
                network,
                List.of(section),
                List.of(unit),
                List.of(probe),
                "0.1.0",
                sample.given());

        new GalleryWriter(Theme.standard()).write(one, gallery);

        assertThat(page(Addresses.INDEX))
                .contains(
                        "1 of 1 filter \u00b7",
                        "single, 1 filter<",
                        "the one feature map of single.conv",
                        "photos has one photograph")
                .doesNotContain("1 filters", "1 feature maps", "1 photographs");
    }

    @Test
    void writesTheInputsNumbersAsTheLanguageDoesAndLeavesEnglishSentencesEnglish() throws IOException {
        write("de", sample.network(), List.of(), unit());

        assertThat(page(Addresses.ABOUT))
                .contains("<dd>0,498 / 0,498 / 0,498</dd>", "<span lang=\"en\">Nothing was said about the input");
    }

    @Test
    void isFoundByWhatItsFiltersStandFor() throws IOException {
        Layer scores = new Layer("classifier", "Linear", true, List.of(1L, 3L), 9, 0, null);
        Unit late = unit();
        Unit espresso = new Unit(new UnitId("classifier", 1), late.plates(), List.of());
        Unit speaking = new Unit(
                late.id(),
                late.plates(),
                List.of(),
                List.of(),
                new Findings(List.of(), null, new ClassEffects(1, 0.9, List.of(-0.4, -0.7, 0.3)), null));

        write(
                "en",
                network(List.of(
                        scores,
                        sample.network()
                                .description()
                                .layer(SampleExhibition.LATE)
                                .orElseThrow())),
                List.of(),
                espresso,
                speaking);

        assertThat(Files.readString(gallery.resolve(Addresses.SEARCH)))
                .containsPattern("\"l\" ?: ?\"classifier\"[^}]*\"t\" ?: ?\"espresso\"")
                .containsPattern("project.conv\"[^}]*\"t\" ?: ?\"daisy\"");
    }

    @Test
    void isFoundByTheVerdictOnAFilterThatNoSectionShows() throws IOException {
        Section shown = sample.sections().stream()
                .filter(section -> section.title().equals("Three filters and a cup"))
                .findFirst()
                .orElseThrow();
        Section expecting = new Section(
                shown.title(),
                null,
                shown.layer(),
                List.of(44),
                shown.recipe(),
                shown.hypothesis(),
                List.of(),
                List.of());
        Exhibition exhibition = SampleExhibition.showing(sample, List.of(expecting), sample.units(), sample.probes());

        new GalleryWriter(Theme.standard()).write(exhibition, gallery);

        assertThat(Files.readString(gallery.resolve(Addresses.SEARCH)))
                .containsPattern("\"f\" ?: ?96,[^}]*\"v\" ?: ?\"r\"");
    }

    @Test
    void ordersFiltersByStrengthWithoutPhotographs() throws IOException {
        write("en", sample.network(), List.of(), unit());

        assertThat(Files.readString(gallery.resolve(Addresses.SEARCH))).containsPattern("\"s\" ?: ?23.4");
    }

    private String description(@Nullable String text) throws IOException {
        new GalleryWriter(Theme.standard()).write(SampleExhibition.without(sample, "Little", text), gallery);
        Matcher description = DESCRIPTION.matcher(page(Addresses.INDEX));
        return description.find() ? description.group(1) : "";
    }

    private void write(String language, NetworkCard network, List<Section> sections, Unit... units) throws IOException {
        new GalleryWriter(Theme.of(LittleGalleryTest.class.getClassLoader(), null, language))
                .write(SampleExhibition.showing(sample, "Little", null, network, sections, List.of(units)), gallery);
    }

    private NetworkCard network(List<Layer> layers) {
        NetworkCard card = sample.network();
        return new NetworkCard(
                new NetworkDescription("SampleNet", 9, layers),
                card.fileName(),
                card.sha256(),
                card.input(),
                card.assumed(),
                card.classes());
    }

    private Unit unit() {
        return sample.units().stream()
                .filter(unit -> unit.id().equals(new UnitId(SampleExhibition.LATE, 17)))
                .findFirst()
                .map(unit -> new Unit(unit.id(), unit.plates(), List.of()))
                .orElseThrow();
    }

    private static Exhibition.Made made(Unit unit) {
        return unit.plates().stream()
                .flatMap(plate -> Stream.ofNullable(plate.made()))
                .findFirst()
                .orElseThrow();
    }

    private String page(String address) throws IOException {
        return Files.readString(gallery.resolve(address));
    }
}
