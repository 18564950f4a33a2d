package io.github.featviz.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfDescriptionReaderTest {

    @TempDir
    Path folder;

    @Test
    void reads_what_the_lines_of_the_documentation_write() throws IOException {
        SelfDescription own = SelfDescriptionReader.read(Path.of("src/test/networks/checked.pt"))
                .orElseThrow();

        assertThat(own.name()).isEqualTo("Checked");
        assertThat(own.input()).isEqualTo(new InputFormat(32, List.of(0.5, 0.4, 0.3), List.of(0.2, 0.25, 0.3)));
        assertThat(own.classes()).containsExactly("ant", "bee", "cat", "dog", "eel");
        assertThat(own.tolerance()).isEqualTo(1e-3);
        assertThat(own.goldens()).extracting(Golden::layer).containsExactly("conv", "norm", "fc");
        assertThat(own.goldens().get(0).shape()).containsExactly(1L, 6L, 32L, 32L);
        assertThat(own.goldens().get(0).values()).hasSize(8);
    }

    @Test
    void an_archive_without_a_note_and_a_file_that_is_none_say_nothing() throws IOException {
        Path file = folder.resolve("legacy.pth");
        Files.writeString(file, "no zip");

        assertThat(SelfDescriptionReader.read(Path.of("src/test/networks/grey.pt")))
                .isEmpty();
        assertThat(SelfDescriptionReader.read(file)).isEmpty();
    }

    @Test
    void everything_may_be_left_out_but_the_input_of_a_check() throws IOException {
        SelfDescription own = read("{}");

        assertThat(own.name()).isNull();
        assertThat(own.input()).isNull();
        assertThat(own.classes()).isEmpty();
        assertThat(own.goldens()).isEmpty();
        assertThatThrownBy(() -> read("{\"check\": []}"))
                .isInstanceOf(SelfDescriptionException.class)
                .hasMessageContaining("no input");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": 3}                                                    | \"/name\"        | this is 3",
                "{\"nmae\": \"x\"}                                                | \"/nmae\"        | not known",
                "{\"input\": {\"size\": 2, \"mean\": [0], \"std\": [1]}}          | \"/input/size\"  | this is 2",
                "{\"input\": {\"size\": 32, \"std\": [1]}}                        | \"/input/mean\"  | nothing is here",
                "{\"input\": {\"size\": 32, \"mean\": [0], \"std\": [0]}}         | \"/input/std/0\" | this is 0",
                "{\"input\": {\"size\": 32, \"mean\": [0, 0], \"std\": [1]}}      | \"/input\"       | mean has 2",
                "{\"classes\": [\"a\", \"\"]}                                     | \"/classes/1\"   | this is",
                "{\"tolerance\": 2}                                               | \"/tolerance\"   | this is 2",
                "[]                                                               | \"\"             | this is []",
                "{\"input\": {\"size\": 32, \"mean\": [0], \"std\": [1]}, \"check\": [{\"layer\": \"a\", \"shape\": [1], \"mean\": \"x\"}]} | \"/check/0/mean\" | this is"
            })
    void a_fault_is_named_with_its_place(String json, String pointer, String what) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(SelfDescriptionException.class)
                .hasMessageContaining("net.pt!net/extra/featviz.json")
                .hasMessageContaining(pointer)
                .hasMessageContaining(what)
                .extracting(e -> ((SelfDescriptionException) e).expected())
                .asString()
                .isNotBlank();
    }

    @Test
    void what_is_no_json_too_deep_or_too_large_is_refused() {
        assertThatThrownBy(() -> read("{\"name\": "))
                .hasMessageContaining(":1:")
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> read("[".repeat(100))).isInstanceOf(SelfDescriptionException.class);
        assertThatThrownBy(() -> read(" ".repeat(5 << 20))).hasMessageContaining("larger than 4 MiB");
    }

    private SelfDescription read(String json) throws IOException {
        Path file = folder.resolve("net.pt");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("net/extra/featviz.json"));
            zip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return SelfDescriptionReader.read(file).orElseThrow();
    }
}
