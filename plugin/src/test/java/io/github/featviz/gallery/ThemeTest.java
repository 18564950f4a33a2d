package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.spec.SiteSpec;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThemeTest {

    private static final ClassLoader LOADER = ThemeTest.class.getClassLoader();
    private static final String BASE = "io/github/featviz/site/";

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
        String pieces =
                new String(new ThemeFiles(LOADER, BASE, null).bytes("templates/pieces.html"), StandardCharsets.UTF_8);
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
    void saysSoOnceAndWithoutTheWholePage() throws Exception {
        own("templates/probes.html", "<p th:text=\"${page.fotos()} + ${page.fotos}\">x</p>");
        Theme theme = Theme.of(LOADER, folder, "en");
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> write(theme))
                    .isInstanceOf(ThemeException.class)
                    .hasMessageContaining("which is not there")
                    .message()
                    .doesNotContain("ProbeCard[");
            assertThatThrownBy(() -> write(theme)).hasNoCause();
        } finally {
            System.setErr(before);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("THYMELEAF");
    }

    @Test
    void saysWhichTemplateAsksForOneThatIsNotThere() throws Exception {
        own("templates/probes.html", "<html>\n<p th:replace=\"~{piecess :: grid}\">x</p>\n</html>");
        Theme theme = Theme.of(LOADER, folder, "en");

        assertThatThrownBy(() -> write(theme))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("probes.html fails at line 2")
                .hasMessageContaining("[piecess]")
                .message()
                .doesNotContain("site/templates", "(template:");
    }

    @Test
    void refusesATemplateInAnotherEncoding() throws Exception {
        own("templates/probes.html", "");
        Files.write(
                folder.resolve("templates/probes.html"),
                "<html>\n<p>K\u00e4tzchen</p>\n</html>".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Theme.of(LOADER, folder, "en"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("templates/probes.html")
                .hasMessageContaining("line 2")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void saysWhichFileOfWordsIsBrokenAndWhere() throws Exception {
        own("words/de.properties", "# \\u is fine here\nlayers.title = C:\\\\users\nabout.title = \\u00zz\n");

        assertThatThrownBy(() -> Theme.of(LOADER, folder, "de"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("words/de.properties")
                .hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"index.html", "Index.html", "about/index.html", "units/a.css", "data/gallery.json", "images"})
    void refusesAnAssetInAPlaceOfTheGalleryBeforeAnythingIsDrawn(String asset) throws Exception {
        own("assets/" + asset, "mine");

        assertThatThrownBy(() -> Theme.of(LOADER, folder, "en"))
                .isInstanceOf(ThemeException.class)
                .hasMessageContaining("assets/" + asset);
    }

    @Test
    void takesTheUsersFilesForSearchEnginesAndPagesOfOtherNames() throws Exception {
        own("assets/robots.txt", "User-agent: *\nDisallow: /");
        own("assets/imprint.html", "<p>mine</p>");
        own("assets/images/logo.png", "my logo");

        write(Theme.of(LOADER, folder, "en"));

        assertThat(gallery.resolve("robots.txt")).hasContent("User-agent: *\nDisallow: /");
        assertThat(gallery.resolve("sitemap.xml")).content().contains("https://example.org/featviz/");
        assertThat(gallery.resolve("imprint.html")).hasContent("<p>mine</p>");
        assertThat(gallery.resolve("images/logo.png")).hasContent("my logo");
    }

    @Test
    void leavesOutWhatFileManagersLeaveBehind() throws Exception {
        own("assets/fonts/.DS_Store", "where the window was");
        own("assets/.htaccess", "ErrorDocument 404 /404.html");

        assertThat(Theme.of(LOADER, folder, "en").assets())
                .containsExactly(".htaccess", "icon.svg", "script.js", "style.css");
    }

    @Test
    void takesFilesOfAnArtifactThatComesBeforeTheSiteTemplate() throws Exception {
        Path artifact = artifact(Map.of("templates/probes.html", "<p>theirs</p>"));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {artifact.toUri().toURL(), siteTemplate()}, null)) {
            Theme theme = Theme.of(loader, null, "en");
            write(theme);

            assertThat(theme.identity()).contains(Files.readAllBytes(artifact));
        }
        assertThat(gallery.resolve("probes/index.html")).hasContent("<p>theirs</p>");
        assertThat(gallery.resolve("layers/index.html")).content().contains("Layers");
    }

    @Test
    void takesAnotherArtifactInPlaceOfTheWholeSiteTemplate() throws Exception {
        String page = "<html><body><p th:text=\"|${page.title()} #{hello}|\">x</p></body></html>";
        Map<String, String> files = new HashMap<>(Map.of(
                "assets/style.css", "", "assets/script.js", "", "assets/icon.svg", "<svg/>", "assets/bare.css", ""));
        for (String template : List.of("index", "unit", "probe", "layer", "layers", "probes", "about", "404")) {
            files.put("templates/" + template + ".html", page);
        }
        files.put("words/en.properties", "hello = here\n" + englishWords());

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {artifact(files).toUri().toURL()}, null)) {
            write(Theme.of(loader, null, "en"));
        }
        assertThat(gallery.resolve("layers/index.html")).content().contains("<p>Layers here</p>");
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
        String name = "words/" + language + ".properties";
        return Words.read(name, new ThemeFiles(LOADER, BASE, null).layers(name)).keySet();
    }

    private static String englishWords() throws IOException {
        return new String(new ThemeFiles(LOADER, BASE, null).bytes("words/en.properties"), StandardCharsets.UTF_8);
    }

    /** Where the site template lies that this build has made. */
    private static URL siteTemplate() throws IOException {
        String mark = BASE + "templates/layout.html";
        String found = String.valueOf(LOADER.getResource(mark));
        return URI.create(found.substring(0, found.length() - mark.length())).toURL();
    }

    /** A jar as Maven makes it, folders included. */
    private Path artifact(Map<String, String> files) throws IOException {
        Path jar = folder.resolveSibling("their-template.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry(BASE));
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(BASE + file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
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
