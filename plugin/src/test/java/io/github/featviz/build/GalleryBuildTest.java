package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.source.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryBuildTest {

    @TempDir
    private Path folder;

    @Test
    void refusesAFolderForTheGalleryBeforeItLooksForANetwork() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file");
        Path thesis = Files.createDirectories(folder.resolve("thesis"));
        Files.writeString(thesis.resolve("chapter1.tex"), "years of work");

        assertThatThrownBy(() -> build(file).generate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> build(file.resolve("gallery")).generate()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> build(thesis).generate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a gallery");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    private GalleryBuild build(Path output) {
        return new GalleryBuild(
                new BuildRequest(
                        folder,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        output,
                        folder.resolve("cache"),
                        Access.usual(true, null),
                        coordinates -> {
                            throw new IOException("no repository");
                        },
                        weights -> {
                            throw new IOException("no engine");
                        },
                        "1",
                        Map.of()),
                new QuietListener());
    }
}
