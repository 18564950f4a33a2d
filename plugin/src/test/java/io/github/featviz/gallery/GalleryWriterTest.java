package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.Picture;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SiteSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class GalleryWriterTest {

    private static final GalleryWriter WRITER = new GalleryWriter(Theme.standard());

    private final Path temp;

    private final Exhibition exhibition;

    GalleryWriterTest(@TempDir Path temp) throws IOException {
        this.temp = temp;
        this.exhibition = SampleExhibition.in(temp.resolve("made"));
    }

    @Test
    void givesEveryUnitProbeAndLayerItsStableAddress() throws Exception {
        Path gallery = temp.resolve("gallery");

        Published published = WRITER.write(exhibition, gallery);

        assertThat(published.index()).isEqualTo(gallery.resolve("index.html"));
        assertThat(published.units()).isEqualTo(12);
        assertThat(gallery.resolve("units/blocks.14.project.conv/17/index.html"))
                .isRegularFile();
        assertThat(gallery.resolve("units/blocks.14.project.conv/17/picture.png"))
                .isRegularFile();
        assertThat(gallery.resolve("units/~aux.conv~002f1/63/index.html")).isRegularFile();
        assertThat(gallery.resolve("probes/chelsea/index.html")).isRegularFile();
        assertThat(gallery.resolve("layers/blocks.4.project.conv/index.html")).isRegularFile();
        assertThat(gallery.resolve("about/index.html")).isRegularFile();
        assertThat(gallery.resolve("404.html")).content().contains("https://example.org/featviz/index.html");
        assertThat(gallery.resolve(".nojekyll")).isEmptyFile();
    }

    @Test
    void tellsTheStoryInTheUsersOrder() throws Exception {
        String index = Files.readString(
                WRITER.write(exhibition, temp.resolve("gallery")).index());

        assertThat(index)
                .containsSubsequence(
                        "From threads to textures",
                        "Awkward &amp; &lt;names&gt;",
                        "Is filter 17 about cats?",
                        "Filter 17 ranks 1 of 192",
                        "Three filters and a cup",
                        "One scale against many");
        assertThat(index).contains("2 confirmed, 1 refuted", "stayed grey under three seeds");
    }

    @Test
    void keepsRawHtmlAndUnsafeAddressesOutOfThePages() throws Exception {
        String index = Files.readString(
                WRITER.write(exhibition, temp.resolve("gallery")).index());

        assertThat(index).contains("&lt;b&gt;not&lt;/b&gt;").doesNotContain("javascript:", "style=\"");
    }

    @Test
    void writesTheSameBytesForTheSameExhibition() throws Exception {
        WRITER.write(exhibition, temp.resolve("one"));
        WRITER.write(exhibition, temp.resolve("two"));
        Map<String, String> first = digests(temp.resolve("one"));

        assertThat(digests(temp.resolve("two"))).isEqualTo(first);

        // A rebuild, which takes thumbnails over, must not differ either.
        WRITER.write(exhibition, temp.resolve("two"));
        assertThat(digests(temp.resolve("two"))).isEqualTo(first);
    }

    @Test
    void leavesAGalleryAloneThatWouldComeOutTheSame() throws Exception {
        Path gallery = temp.resolve("gallery");
        Published first = WRITER.write(exhibition, gallery);
        Object folder = Files.readAttributes(gallery, BasicFileAttributes.class).fileKey();

        assertThat(WRITER.write(exhibition, gallery)).isEqualTo(first);
        assertThat(Files.readAttributes(gallery, BasicFileAttributes.class).fileKey())
                .isEqualTo(folder);
    }

    @Test
    void makesAGalleryAgainThatLacksAFileOrWouldLookOtherwise() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);
        Path page = gallery.resolve("about/index.html");
        Files.delete(page);
        WRITER.write(exhibition, gallery);
        assertThat(page).content().contains("lang=\"en\"");

        new GalleryWriter(Theme.of(getClass().getClassLoader(), null, "de")).write(exhibition, gallery);
        assertThat(page).content().contains("lang=\"de\"");

        Path theme = Files.createDirectories(temp.resolve("theme/assets"));
        Files.writeString(theme.resolve("style.css"), "body { color: teal }");
        new GalleryWriter(Theme.of(getClass().getClassLoader(), temp.resolve("theme"), "de"))
                .write(exhibition, gallery);
        assertThat(gallery.resolve("style.css")).content().contains("teal");
    }

    @Test
    void aThemesFolderMayLieAnywhere() throws Exception {
        Path gallery = temp.resolve("gallery");
        for (String place : List.of("here", "there")) {
            Path theme = temp.resolve(place);
            Files.createDirectories(theme.resolve("assets"));
            Files.writeString(theme.resolve("assets/style.css"), "body { color: teal }");
            Exhibition themed = SampleExhibition.standing(exhibition, new SiteSpec(null, null, null, theme, false));
            new GalleryWriter(Theme.of(getClass().getClassLoader(), theme, "en")).write(themed, gallery);
        }

        assertThat(gallery.resolve("style.css")).content().contains("teal");
    }

    @Test
    void takesThumbnailsOverFromTheEarlierGallery() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);
        Path thumbnail = anyThumbnail(gallery);
        byte[] marked = {1, 2, 3};
        Files.write(thumbnail, marked);

        WRITER.write(exhibition, gallery);

        assertThat(thumbnail).hasBinaryContent(marked);
    }

    @Test
    void leavesTheEarlierGalleryUntouchedWhenAPictureIsBroken() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);
        Map<String, String> before = digests(gallery);
        Files.writeString(exhibition.probes().get(0).image(), "no image");

        assertThatThrownBy(() -> WRITER.write(exhibition, gallery))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chelsea.png")
                .hasMessageContaining("no image");

        assertThat(digests(gallery)).isEqualTo(before);
        assertThat(siblings()).containsExactlyInAnyOrder("made", "gallery");
    }

    @Test
    void leavesNothingBesideTheGallery() throws Exception {
        WRITER.write(exhibition, temp.resolve("gallery"));
        WRITER.write(exhibition, temp.resolve("gallery"));

        assertThat(siblings()).containsExactlyInAnyOrder("made", "gallery");
    }

    @Test
    void removesPagesThatAreNoLongerShown() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);
        // As if an earlier gallery had shown this page.
        Files.writeString(gallery.resolve("stale.html"), "stale");
        Path list = gallery.resolve("data/files.txt");
        Files.writeString(list, "stale.html\n" + Files.readString(list));

        WRITER.write(exhibition, gallery);

        assertThat(gallery.resolve("stale.html")).doesNotExist();
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws Exception {
        Path foreign = Files.createDirectories(temp.resolve("thesis"));
        Files.writeString(foreign.resolve("chapter1.tex"), "years of work");

        assertThatThrownBy(() -> WRITER.write(exhibition, foreign))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a gallery")
                .hasMessageContaining("thesis");

        assertThat(foreign.resolve("chapter1.tex")).hasContent("years of work");
    }

    @Test
    void keepsWhatAUserPutIntoAnEarlierGallery() throws Exception {
        Path gallery = temp.resolve("pages");
        WRITER.write(exhibition, gallery);
        Files.createDirectories(gallery.resolve(".git/refs/tags"));
        Files.writeString(gallery.resolve(".git/config"), "[core]");
        Files.writeString(gallery.resolve("CNAME"), "example.org");
        Files.writeString(gallery.resolve("data/notes.txt"), "mine");
        Files.writeString(gallery.resolve("about/index.html"), "changed by hand");

        WRITER.write(exhibition, gallery);

        assertThat(gallery.resolve(".git/config")).hasContent("[core]");
        assertThat(gallery.resolve(".git/refs/tags")).isDirectory();
        assertThat(gallery.resolve("CNAME")).hasContent("example.org");
        assertThat(gallery.resolve("data/notes.txt")).hasContent("mine");
        assertThat(gallery.resolve("about/index.html")).content().contains("<html");
        assertThat(temp)
                .isDirectoryNotContaining(file -> file.getFileName().toString().contains("staging"));
    }

    @Test
    void publishesIntoAnEmptyFolder() throws Exception {
        Path empty = Files.createDirectories(temp.resolve("empty"));

        assertThat(WRITER.write(exhibition, empty).index()).isRegularFile();
    }

    @Test
    void keepsEveryNumberInTheData() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);

        JsonNode data =
                new ObjectMapper().readTree(gallery.resolve("data/gallery.json").toFile());

        assertThat(data.path("format").asText()).isEqualTo("featviz-gallery/1");
        assertThat(data.path("units")).hasSize(12);
        JsonNode strong = data.path("units").get(0).path("pictures").get(0);
        assertThat(strong.path("recipe").path("name").asText()).isEqualTo("fourier");
        assertThat(strong.path("seed").asLong()).isEqualTo(2);
        assertThat(strong.path("trajectory")).hasSize(64);
        assertThat(strong.path("strength").path("badge").asText()).isEqualTo("STRONG");
        assertThat(gallery.resolve(strong.path("file").asText())).isRegularFile();
        JsonNode chart = data.path("probes").get(0).path("charts").get(0);
        assertThat(chart.path("spikes").path("means")).hasSize(SampleExhibition.FILTERS);
        assertThat(chart.path("verdicts").get(0).path("confirmed").asBoolean()).isTrue();
        assertThat(data.path("units").findValuesAsText("failure")).contains("the worker ran out of memory");
    }

    @Test
    void aSectionShowsThePictureInItsOwnPrecision() throws Exception {
        Exhibition.Unit unit = exhibition.units().get(0);
        Exhibition.Made whole = Objects.requireNonNull(unit.plates().get(0).made());
        Exhibition.Made half =
                Objects.requireNonNull(exhibition.units().get(1).plates().get(0).made());
        RecipeSpec recipe = unit.plates().get(0).recipe();
        Exhibition.Unit both = new Exhibition.Unit(
                unit.id(),
                List.of(
                        new Exhibition.Plate(recipe, "fp32", whole, null, false),
                        new Exhibition.Plate(recipe, "bf16", in("bf16", half), null, false)),
                unit.responses());
        Exhibition.Section early = exhibition.sections().get(0);
        List<Exhibition.Section> sections = Stream.of("fp32", "bf16")
                .map(precision -> new Exhibition.Section(
                        precision,
                        null,
                        early.layer(),
                        List.of(unit.id().filter()),
                        recipe,
                        precision,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of()))
                .toList();
        Path gallery = temp.resolve("gallery");
        String index = Files.readString(WRITER.write(with(sections, List.of(both), exhibition.probes()), gallery)
                .index());

        Matcher pictures =
                Pattern.compile("class=\"tile\"[^>]*data-full=\"([^\"]+)\"").matcher(index);
        assertThat(pictures.results().map(found -> found.group(1)).distinct()).hasSize(2);
        assertThat(gallery.resolve("units/blocks.4.project.conv/1/index.html"))
                .content()
                .contains(", fp32<", ", bf16<")
                .doesNotContain("More pictures of the same filter");
    }

    @Test
    void aFiltersPageTellsSeedsInOtherNumbersApartAndShowsNoPictureTwice() throws Exception {
        Exhibition.Unit unit = exhibition.units().get(0);
        Exhibition.Made made = Objects.requireNonNull(unit.plates().get(0).made());
        RecipeSpec recipe = unit.plates().get(0).recipe();
        Exhibition.Unit several = new Exhibition.Unit(
                unit.id(),
                List.of(
                        new Exhibition.Plate(recipe, "auto", in("fp32", made), null, false),
                        new Exhibition.Plate(recipe, "fp32", in("fp32", made), null, false),
                        new Exhibition.Plate(recipe, "bf16", in("bf16", made), null, false),
                        new Exhibition.Plate(recipe.withSeed(4), "bf16", in("bf16", made), null, false)),
                unit.responses());
        Path gallery = temp.resolve("gallery");

        WRITER.write(with(List.of(), List.of(several), exhibition.probes()), gallery);

        String page = Files.readString(gallery.resolve("units/blocks.4.project.conv/1/index.html"));
        assertThat(page.split(", fp32<", -1)).hasSize(2);
        assertThat(page).contains("in other numbers", ", bf16<", ", bf16, seed 4<");
        assertThat(new ObjectMapper()
                        .readTree(gallery.resolve("data/gallery.json").toFile())
                        .findValuesAsText("asked"))
                .containsExactly("auto", "fp32", "bf16", "bf16");
    }

    private static Exhibition.Made in(String precision, Exhibition.Made made) {
        Picture picture = made.picture();
        return new Exhibition.Made(
                made.png(),
                new Picture(
                        picture.width(),
                        picture.height(),
                        picture.trajectory(),
                        picture.response(),
                        picture.seed(),
                        picture.seconds(),
                        precision,
                        picture.layout(),
                        picture.convolution(),
                        picture.batches(),
                        picture.engine(),
                        picture.resampled()),
                made.strength());
    }

    private Exhibition with(
            List<Exhibition.Section> sections, List<Exhibition.Unit> units, List<Exhibition.Probe> probes) {
        return SampleExhibition.showing(exhibition, sections, units, probes);
    }

    @Test
    void aSectionShowsAsManyPhotographsAsItKeepsAndAFiltersPageAll() throws Exception {
        Path gallery = temp.resolve("gallery");
        String index = Files.readString(WRITER.write(exhibition, gallery).index());

        assertThat(index).contains("street &amp; &lt;square&gt; 1.png").doesNotContain("&lt;square&gt; 2.png");
        assertThat(gallery.resolve("units/blocks.14.project.conv/96/index.html"))
                .content()
                .contains("&lt;square&gt; 2.png");
    }

    @Test
    void showsFamiliesAsRingsAndWhatOtherNetworksMakeOfAFilter() throws Exception {
        Path index = WRITER.write(exhibition, temp.resolve("gallery")).index();

        assertThat(index)
                .content()
                .contains(
                        "id=\"section-1-family-3\"",
                        "class=\"kin own",
                        "8</a><span> one way</span>",
                        "data/families/section-1-family-3.csv")
                .contains("class=\"wide plates pair\"", "<b>before &amp; after</b>", "<b>this network</b>", "−0.12");
        assertThat(index.resolveSibling("data/families/section-1-family-3.csv"))
                .content()
                .startsWith("filter,blank,deviation,0.0,15.0,");
        assertThat(index.resolveSibling("data/networks/section-6-before~0020~0026~0020after.csv"))
                .content()
                .isEqualTo("filter,correlation\n17,-0.12\n3,0.4\n44,1.0\n");
        JsonNode sections = new ObjectMapper()
                .readTree(index.resolveSibling("data/gallery.json").toFile())
                .path("sections");
        assertThat(sections.get(0)
                        .path("families")
                        .get(0)
                        .path("members")
                        .get(2)
                        .path("mutual")
                        .asBoolean())
                .isFalse();
        assertThat(index.resolveSibling(sections.get(5)
                        .path("networks")
                        .get(0)
                        .path("pictures")
                        .get(0)
                        .path("picture")
                        .path("file")
                        .asText()))
                .exists();
    }

    @Test
    void tellsWhichFiltersAnswerAlikeAndWhichClassesAFilterSpeaksFor() throws Exception {
        Path folder = WRITER.write(exhibition, temp.resolve("gallery"))
                .index()
                .resolveSibling("units/blocks.14.project.conv");

        String page = Files.readString(folder.resolve("96/index.html"));
        assertThat(page)
                .contains("id=\"alike\"", "../../../units/blocks.14.project.conv/17/index.html", "0.93")
                .contains("over 12,345 photographs from photos", "17 (0.93), 5 (0.71), 44 (0.50)")
                .contains("id=\"classes\"", "+0.400", "−0.700", "<table class=\"classes against\">")
                .contains("id=\"levels\"", "31 %")
                .contains("id=\"seeds\"", "seed 4", "alike by 0.91", "by 0.12");
        assertThat(folder.resolve("96/alike.csv")).content().startsWith("filter,correlation\n17,0.93\n5,0.71\n");
        assertThat(folder.resolve("96/classes.csv"))
                .content()
                .isEqualTo("class,name,effect\n0,tabby,0.4\n2,daisy,0.3\n1,espresso,-0.7\n");
        assertThat(folder.resolve("96/unit.json"))
                .content()
                .contains("{\"filter\":17,\"correlation\":0.93}")
                .contains("\"opposed\":[{\"index\":1,\"name\":\"espresso\",\"effect\":-0.7}");
        assertThat(folder.resolve("17/index.html"))
                .content()
                .doesNotContain("id=\"alike\"", "id=\"classes\"", "id=\"levels\"");
    }

    @Test
    void leadsFromAFiltersPhotographsToItsSpikesThere() throws Exception {
        Path page = WRITER.write(exhibition, temp.resolve("gallery"))
                .index()
                .resolveSibling("units/blocks.14.project.conv/17/index.html");

        assertThat(page).content().contains("probes/chelsea/index.html#chart-0-sigma", "spike 1 of 192");
        assertThat(page.resolveSibling("../../../probes/chelsea/index.html").normalize())
                .content()
                .contains("id=\"chart-0-sigma\"");
    }

    @Test
    void repeatsInTheCommandForAFilterWhatTheUserGave() throws Exception {
        Path units = WRITER.write(exhibition, temp.resolve("gallery")).index().resolveSibling("units");

        assertThat(units.resolve("blocks.4.project.conv/1/index.html"))
                .content()
                .contains(
                        ":generate -Dfeatviz.title=&#39;What it&#39;\\&#39;&#39;s for&#39; -Dfeatviz.redo=blocks.4.project.conv:1<");
    }

    @Test
    void showsWhatOnePlaceSeesWhereThatIsASmallPartOfThePicture() throws Exception {
        Path units = WRITER.write(exhibition, temp.resolve("gallery")).index().resolveSibling("units");

        assertThat(units.resolve("blocks.4.project.conv/1/index.html"))
                .content()
                .contains("id=\"glimpse\"", "35 × 35 pixels");
        assertThat(units.resolve("blocks.14.project.conv/17/index.html"))
                .content()
                .doesNotContain("id=\"glimpse\"");
    }

    @Test
    void linksASpikeBehindTheActivationToThePictureBeforeIt() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);

        assertThat(gallery.resolve("probes/chelsea/index.html"))
                .content()
                .contains("href=\"../../" + Addresses.unit(new UnitId(SampleExhibition.LATE, 17)) + "\"");
    }

    @Test
    void saysOnEveryPageWhatItIsAndWhereItStands() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(exhibition, gallery);

        assertThat(gallery.resolve("units/blocks.14.project.conv/44/index.html"))
                .content()
                .contains("<meta name=\"description\" content=\"What filter 44 of blocks.14.project.conv in SampleNet")
                .contains(
                        "<meta property=\"og:image\" content=\"https://example.org/featviz/units/blocks.14.project.conv/44/picture.png\">")
                .contains(
                        "<link rel=\"canonical\" href=\"https://example.org/featviz/units/blocks.14.project.conv/44/index.html\">")
                .contains("<link rel=\"prev\" href=\"../../../units/blocks.14.project.conv/17/index.html\">")
                .contains("<link rel=\"next\" href=\"../../../units/blocks.14.project.conv/96/index.html\">")
                .contains("aria-current=\"page\">blocks.14.project.conv, filter 44</li>");
    }

    @Test
    void listsItsPagesForSearchEnginesAndFeedReaders() throws Exception {
        Path gallery = temp.resolve("gallery");
        Published published = WRITER.write(exhibition, gallery);

        Document sitemap = xml(gallery.resolve("sitemap.xml"));
        assertThat(sitemap.getElementsByTagName("loc").getLength()).isEqualTo(published.pages() - 1);
        assertThat(gallery.resolve("sitemap.xml"))
                .content()
                .contains("https://example.org/featviz/units/~aux.conv~002f1/63/index.html")
                .doesNotContain("404");
        assertThat(gallery.resolve("robots.txt"))
                .content()
                .contains("Sitemap: https://example.org/featviz/sitemap.xml");
        Document feed = xml(gallery.resolve("feed.xml"));
        assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(6);
        assertThat(feed.getElementsByTagName("updated").item(0).getTextContent())
                .isEqualTo("2026-11-24T00:00:00Z");
        assertThat(gallery.resolve("index.html")).content().contains("type=\"application/atom+xml\"");
    }

    @Test
    void promisesNoAddressThatItDoesNotKnow() throws Exception {
        Path gallery = temp.resolve("gallery");
        WRITER.write(SampleExhibition.standing(exhibition, SiteSpec.UNSAID), gallery);

        assertThat(gallery.resolve("sitemap.xml")).doesNotExist();
        assertThat(gallery.resolve("feed.xml")).doesNotExist();
        assertThat(gallery.resolve("index.html"))
                .content()
                .contains("og:title")
                .doesNotContain("canonical", "og:image", "feed.xml");
    }

    private static Document xml(Path file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    }

    private Stream<String> siblings() throws IOException {
        try (Stream<Path> entries = Files.list(temp)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }

    private static Path anyThumbnail(Path gallery) throws IOException {
        try (Stream<Path> images = Files.list(gallery.resolve("images"))) {
            return images.sorted().findFirst().orElseThrow();
        }
    }

    private static Map<String, String> digests(Path root) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                digests.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        return digests;
    }
}
