package io.github.featviz.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {

    @TempDir
    private Path folder;

    @Test
    void everyFileIsNamedWhetherItIsThereOrNot() throws Exception {
        Files.createDirectories(folder.resolve("photos"));
        Path spec = write(
                """
                gallery: {theme: look}
                network: {architecture: vgg11, weights: vgg11.pth, classes: classes.txt}
                networks:
                  before: {block-factory: org.example.Net, parameters: before.params}
                specs:
                  - layer: a
                    probe: cat.jpg
                    expect: [1]
                  - layer: b
                    filters: [1]
                    photographs: {from: photos, credits: credits.csv}
                """);

        assertThatThrownBy(() -> SpecReader.read(spec)).isInstanceOf(SpecException.class);
        assertThat(SpecReader.named(spec))
                .extracting(path -> folder.relativize(path).toString())
                .containsExactlyInAnyOrder(
                        "look", "vgg11.pth", "classes.txt", "before.params", "cat.jpg", "photos", "credits.csv");
    }

    private Path write(String yaml) throws Exception {
        return Files.writeString(folder.resolve("featviz.yml"), yaml);
    }
}
