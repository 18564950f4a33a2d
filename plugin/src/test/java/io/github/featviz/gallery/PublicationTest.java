package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

    private static final Fingerprint FIRST = new Fingerprint("first");
    private static final Fingerprint SECOND = new Fingerprint("second");

    @TempDir
    private Path temp;

    private Path gallery;

    @BeforeEach
    void anEarlierGallery() throws IOException {
        gallery = temp.resolve("pages");
        publish(FIRST, "units/1/index.html");
    }

    @Test
    void keepsTheUsersFilesOfTheNamesOfNewOnes() throws IOException {
        write("robots.txt", "mine");
        write("probes/cat/index.html", "my cat");

        publish(SECOND, "robots.txt", "probes/cat/index.html", "probes/cat/picture.png");
        assertThat(gallery.resolve("robots.txt")).hasContent("mine");
        assertThat(gallery.resolve("probes/cat/index.html")).hasContent("my cat");
        assertThat(gallery.resolve("probes/cat/picture.png")).hasContent("the gallery's");

        publish(FIRST, "units/2/index.html");
        assertThat(gallery.resolve("robots.txt")).hasContent("mine");
        assertThat(gallery.resolve("probes/cat/index.html")).hasContent("my cat");
        assertThat(gallery.resolve("probes/cat/picture.png")).doesNotExist();
        assertThat(gallery.resolve("units/1")).doesNotExist();
        assertNothingIsLeftOver();
    }

    @Test
    void givesTheGalleryItsFileBackOnceTheUsersIsGone() throws IOException {
        write("robots.txt", "mine");
        publish(SECOND, "robots.txt");
        Files.delete(gallery.resolve("robots.txt"));

        try (Publication publication = Publication.begin(gallery)) {
            assertThat(publication.isThere(SECOND)).isFalse();
        }
        publish(SECOND, "robots.txt");
        assertThat(gallery.resolve("robots.txt")).hasContent("the gallery's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "404.html\nabout/ind", "\0\1\2", "nothing"})
    void refusesAGalleryThatDoesNotTellWhichFilesAreTheUsers(String list) throws IOException {
        write("CNAME", "example.org");
        if (list.equals("nothing")) {
            Files.delete(gallery.resolve(Belongings.LIST));
        } else {
            write(Belongings.LIST, list);
        }

        assertThatThrownBy(() -> publish(SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Belongings.LIST)
                .hasMessageContaining("Nothing was changed");

        assertThat(gallery.resolve("CNAME")).hasContent("example.org");
        assertThat(gallery.resolve("units/1/index.html")).exists();
        assertNothingIsLeftOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"script.js/mine.txt", "probes"})
    void refusesWhereAFolderAndAFileHaveTheSameName(String mine) throws IOException {
        write(mine, "mine");

        assertThatThrownBy(() -> publish(SECOND, "script.js", "probes/index.html"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mine.substring(0, 6))
                .hasMessageContaining("Nothing was changed");

        assertThat(gallery.resolve(mine)).hasContent("mine");
        assertThat(gallery.resolve("units/1/index.html")).exists();
        assertNothingIsLeftOver();
    }

    @Test
    void keepsFoldersOfTheUsersAlsoEmptyOnes() throws IOException {
        Files.createDirectories(gallery.resolve(".git/refs/tags"));
        Files.createDirectories(gallery.resolve("units/mine"));
        Files.createSymbolicLink(gallery.resolve("latest"), Path.of("index.html"));

        publish(SECOND);

        assertThat(gallery.resolve(".git/refs/tags")).isDirectory();
        assertThat(gallery.resolve("units/mine")).isDirectory();
        assertThat(gallery.resolve("latest")).isSymbolicLink();
    }

    private void publish(Fingerprint fingerprint, String... files) throws IOException {
        try (Publication publication = Publication.begin(gallery)) {
            write(publication.staging(), Addresses.DATA, "{\"format\":\"featviz-gallery/1\"}");
            write(publication.staging(), Addresses.INDEX, "the gallery's");
            for (String file : files) {
                write(publication.staging(), file, "the gallery's");
            }
            publication.publish(fingerprint);
        }
    }

    private void write(String file, String content) throws IOException {
        write(gallery, file, content);
    }

    private static void write(Path folder, String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, content);
    }

    private void assertNothingIsLeftOver() throws IOException {
        try (Stream<Path> entries = Files.list(temp)) {
            assertThat(entries).containsExactly(gallery);
        }
    }
}
