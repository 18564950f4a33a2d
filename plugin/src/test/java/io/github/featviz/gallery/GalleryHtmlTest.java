package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nu.validator.validation.SimpleDocumentValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** Every page against the HTML standard and the house's own rules, without a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalleryHtmlTest {

    private static final Pattern TAG = Pattern.compile("<img [^>]*>", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");

    private final Path gallery;

    GalleryHtmlTest(@TempDir Path temp) throws IOException {
        gallery = temp.resolve("gallery");
        new GalleryWriter(Theme.standard()).write(SampleExhibition.in(temp.resolve("made")), gallery);
    }

    @Test
    void everyPageIsValidHtml() throws Exception {
        List<String> complaints = new ArrayList<>();
        Complaints handler = new Complaints(complaints);
        SimpleDocumentValidator validator = new SimpleDocumentValidator();
        validator.setUpMainSchema("http://s.validator.nu/html5-all.rnc", handler);
        validator.setUpValidatorAndParsers(handler, true, false);
        for (Path page : pages()) {
            handler.page = gallery.relativize(page).toString();
            InputSource source = new InputSource(Files.newInputStream(page));
            source.setEncoding("UTF-8");
            source.setSystemId(page.toUri().toString());
            validator.checkHtmlInputSource(source);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void everyPageHasOneHeadingAndNoInlineStyleOrScript() throws IOException {
        for (Path page : pages()) {
            String html = Files.readString(page);
            assertThat(html).as(page.toString()).containsOnlyOnce("<h1").doesNotContain(" style=", " onclick");
            if (page.endsWith(Addresses.NOT_FOUND)) {
                assertThat(html).containsOnlyOnce("<style").doesNotContain("<script");
            } else {
                assertThat(html)
                        .as(page.toString())
                        .doesNotContain("<style")
                        .containsOnlyOnce("<script")
                        .contains("<script defer");
            }
            assertThat(html)
                    .as("left over by the templates in %s", page)
                    .doesNotContain(" th:", "data-th", "null", "</th:block");
        }
    }

    @Test
    void everyImageSaysItsSizeAndWhatItShows() throws IOException {
        for (Path page : pages()) {
            Matcher images = TAG.matcher(Files.readString(page));
            while (images.find()) {
                assertThat(images.group()).as(page.toString()).contains(" width=\"", " height=\"");
                // What lies over a picture is part of what that shows.
                assertThat(images.group().contains("alt=\"\""))
                        .as(page.toString())
                        .isEqualTo(images.group().contains("class=\"light\""));
                // Where there is one form only there is nothing to choose from.
                assertThat(images.group().contains(" srcset=\""))
                        .as(page.toString())
                        .isEqualTo(images.group().contains(" sizes=\""));
            }
        }
    }

    @Test
    void noIdentityOccursTwiceOnAPage() throws IOException {
        for (Path page : pages()) {
            Matcher ids = ID.matcher(Files.readString(page));
            List<String> found = new ArrayList<>();
            while (ids.find()) {
                found.add(ids.group(1));
            }
            assertThat(found).as(page.toString()).doesNotHaveDuplicates();
        }
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(gallery)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    /** Collects what the validator says, with the page that it says it of. */
    private static final class Complaints implements ErrorHandler {

        private final List<String> complaints;
        private String page = "the schema";

        Complaints(List<String> complaints) {
            this.complaints = complaints;
        }

        @Override
        public void warning(SAXParseException complaint) {
            note(complaint);
        }

        @Override
        public void error(SAXParseException complaint) {
            note(complaint);
        }

        @Override
        public void fatalError(SAXParseException complaint) {
            note(complaint);
        }

        private void note(SAXParseException complaint) {
            // The validator's notion of style sheets is older than what browsers know.
            if (!String.valueOf(complaint.getMessage()).startsWith("CSS: ")) {
                complaints.add("%s:%d:%d %s"
                        .formatted(
                                page, complaint.getLineNumber(), complaint.getColumnNumber(), complaint.getMessage()));
            }
        }
    }
}
