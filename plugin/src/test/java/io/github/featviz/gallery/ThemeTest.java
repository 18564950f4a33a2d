package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.spec.SiteSpec;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemeTest {

    private static final ClassLoader LOADER = ThemeTest.class.getClassLoader();

    private final Path folder;
    private final Path gallery;
    private final Exhibition exhibition;

    ThemeTest(@TempDir Path temp) throws IOException {
        this.folder = temp.resolve("theme");
        this.gallery = temp.resolve("gallery");
        this.exhibition = SampleExhibition.in(temp.resolve("made"));
    }

    @Test
    void replacesOneTemplateOrStyleSheetAndKeepsTheOthers() throws Exception {
        own("templates/probes.html", "<p th:text=\"|mine: ${page.probes().size()} of ${site.title()}|\">x</p>");
        own("assets/style.css", "body { color: red }");
        own("assets/fonts/own.woff2", "a font");

        write(Theme.of(LOADER, folder, "en"));

        assertThat(gallery.resolve("probes/index.html"))
                .hasContent("<p>mine: 2 of What a sample network looks for</p>");
        assertThat(gallery.resolve("style.css")).hasContent("body { color: red }");
        assertThat(gallery.resolve("fonts/own.woff2")).hasContent("a font");
        assertThat(gallery.resolve("index.html")).content().contains("From threads to textures");
    }

    @Test
    void replacesOneFragment() throws Exception {
        String pieces = new String(
                new ThemeFiles(LOADER, "io/github/featviz/site/", null).bytes("templates/pieces.html"),
                StandardCharsets.UTF_8);
        own("templates/pieces.html", pieces.replace("class=\"facts\"", "class=\"facts mine\""));

        write(Theme.of(LOADER, folder, "en"));

        assertThat(gallery.resolve("index.html")).content().contains("<dl class=\"facts mine\">");
    }

    @Test
    void saysWhichTemplateFailsWhereAndWhatItAskedFor() throws Exception {
        own("templates/probes.html", "<html>\n<p th:text=\"${page.fotos()}\">x</p>\n</html>");
        Theme theme = Theme.of(LOADER, folder, "en");

        assertThatThrownBy(() -> write(theme))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("probes.html")
                .hasMessageContaining("line 2")
                .hasMessageContaining("page.fotos()")
                .hasMessageContaining("themes.md");
        assertThat(gallery).doesNotExist();
    }

    @Test
    void saysWhichTextIsMissing() throws Exception {
        own("templates/probes.html", "<p th:text=\"#{probes.headline}\">x</p>");
        Theme theme = Theme.of(LOADER, folder, "en");

        assertThatThrownBy(() -> write(theme))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("probes.html")
                .hasMessageContaining("probes.headline");
    }

    @Test
    void speaksGerman() throws Exception {
        write(Theme.of(LOADER, null, "de"));

        assertThat(gallery.resolve("index.html"))
                .content()
                .contains("<html lang=\"de\">", "bestätigt", "Filter 17 hat auf diesem Foto Rang 1 von 192");
        assertThat(gallery.resolve("units/blocks.14.project.conv/17/index.html"))
                .content()
                .contains("Stärkeprüfung", "als erstem von 192");
    }

    @Test
    void hasEveryTextInEveryLanguage() throws Exception {
        assertThat(words("de")).containsExactlyInAnyOrderElementsOf(words("en"));
    }

    @Test
    void takesALanguageOfTheUsers() throws Exception {
        own("words/fr.properties", "layers.title = Couches");

        write(Theme.of(LOADER, folder, "fr"));

        assertThat(gallery.resolve("layers/index.html"))
                .content()
                .contains("<html lang=\"fr\">", "Couches", "Photographs");
    }

    @Test
    void refusesALanguageThatNobodyWrote() {
        assertThatThrownBy(() -> Theme.of(LOADER, null, "fr"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("words/fr.properties");
    }

    @Test
    void putsEverythingIntoOneFileToSendByMail() throws Exception {
        Exhibition report = SampleExhibition.standing(exhibition, new SiteSpec(null, null, null, null, true));

        new GalleryWriter(Theme.standard()).write(report, gallery);

        try (Stream<Path> files = Files.walk(gallery)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> gallery.relativize(file).toString()))
                    .map(name -> name.replace(File.separatorChar, '/'))
                    .containsExactlyInAnyOrder(
                            "index.html", "data/files.txt", "data/made-from.txt", "data/gallery.json");
        }
        String html = Files.readString(gallery.resolve("index.html"));
        assertThat(html)
                .contains("data:image/jpeg;base64,", "Filter 17 ranks 1 of 192", "style-src &#39;sha256-")
                .contains("href=\"#units/blocks.14.project.conv/17/index.html\"")
                .contains("id=\"units/blocks.14.project.conv/17/index.html\"")
                .contains("class=\"classes against\"", "class=\"small alike\"")
                .doesNotContain("<script", "<link", "srcset", "unsafe-inline", " th:");
        assertThat(html.replaceAll("src=\"data:[^\"]*\"", "")).doesNotContain("src=");
    }

    @Test
    void looksWellAtAnyDepthWhereAPageIsMissing() throws Exception {
        Exhibition adrift = SampleExhibition.standing(exhibition, SiteSpec.UNSAID);

        new GalleryWriter(Theme.standard()).write(adrift, gallery);

        assertThat(gallery.resolve("404.html"))
                .content()
                .contains("<style>", "sha256-")
                .doesNotContain("href=", "src=\"");
    }

    private static Set<String> words(String language) throws IOException {
        ThemeFiles files = new ThemeFiles(LOADER, "io/github/featviz/site/", null);
        return Words.read(files.layers("words/" + language + ".properties")).keySet();
    }

    private void write(Theme theme) throws IOException {
        new GalleryWriter(theme).write(exhibition, gallery);
    }

    private void own(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
