package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentencesTest {

    @Test
    void filesThatCannotBeHadAreNamedInASentence() {
        assertThat(Sentences.problem(new NoSuchFileException("a.png"))).isEqualTo("There is no file a.png.");
        assertThat(Sentences.problem(new AccessDeniedException("out")))
                .contains("may not")
                .contains("out");
        assertThat(Sentences.problem(new IOException("the disk is full"))).isEqualTo("the disk is full");
    }

    @Test
    void aFileWhereAFolderIsNeededIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThat(Sentences.problem(
                        new FileSystemException(file.resolve("gallery/images").toString(), null, "Not a directory")))
                .contains(file + " is a file")
                .contains("Name another folder");
    }

    @Test
    void durationsAreAsPeopleSayThem() {
        assertThat(Sentences.duration(Duration.ofSeconds(7))).isEqualTo("7 s");
        assertThat(Sentences.duration(Duration.ofSeconds(65))).isEqualTo("1 min 5 s");
        assertThat(Sentences.duration(Duration.ofMinutes(62))).isEqualTo("1 h 2 min");
    }

    @Test
    void nounsAgreeWithTheirNumber() {
        assertThat(Sentences.count(1, "picture")).isEqualTo("1 picture");
        assertThat(Sentences.count(0, "picture")).isEqualTo("0 pictures");
    }
}
