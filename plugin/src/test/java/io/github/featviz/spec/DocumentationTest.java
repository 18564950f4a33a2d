package io.github.featviz.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of YAML in the documentation is one that featviz takes. */
class DocumentationTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern BLOCK =
            Pattern.compile("^( *)```yaml\\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile("\\b(?:file|weights|parameters|classes|image|probe): ([\\w./-]+)");
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                BLOCK.matcher(Files.readString(page))
                        .results()
                        .forEach(block -> examples.add(new Example(
                                String.valueOf(page.getFileName()),
                                block.group(2).stripTrailing().stripIndent())));
            }
        }
        return examples;
    }

    private record Example(String page, String yaml) {

        /** As a user would complete it. */
        String whole() {
            String told = yaml.replaceAll("sha256: \\w*….*", "sha256: " + DIGEST);
            return told.startsWith("network:") ? told + "\nspecs:\n  - {layer: features.3, filters: [0]}\n" : told;
        }

        @Override
        public String toString() {
            return page + ": " + yaml.lines().limit(2).map(String::strip).toList();
        }
    }

    @Test
    void the_pages_have_examples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(9);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_understood(Example example) throws IOException, SpecException {
        Matcher files = FILE.matcher(example.whole());
        while (files.find()) {
            Path file = folder.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        }

        GallerySpec spec = SpecReader.read(example.whole(), folder.resolve("featviz.yml"));

        assertThat(spec.sections()).isNotEmpty();
    }
}
