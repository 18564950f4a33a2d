package io.github.featviz.plan;

import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@code featviz.yml} with comments, piece by piece. */
final class StarterText {
    private static final Pattern PLAIN = Pattern.compile("(?!(?i:null)$)[A-Za-z][A-Za-z0-9_./-]*");

    private final Path folder;
    private final StringBuilder out = new StringBuilder();

    StarterText(Path folder) {
        this.folder = folder;
    }

    void network(NetworkDescription network, NetworkFile file, @Nullable Path classes, @Nullable String assumed) {
        line("# What " + comment(network.name())
                + " looks for: layers and filters in the order in which the gallery tells its story.");
        line(
                "# mvn featviz:layers lists the layers, mvn featviz:check looks for faults, mvn featviz:generate makes the gallery.");
        line("network:");
        line("  file: " + path(file.path()));
        if (assumed != null) {
            line("  # Assumed, so please check: " + comment(assumed));
        }
        line("  # Or a preset: imagenet, inception, caffe, zero-one, minus-one-one.");
        line("  input: " + input(file.input()));
        line(classes == null ? "  # classes: classes.txt    # one class name a line" : "  classes: " + path(classes));
        line("recipe: fourier    # or article; or with settings: {name: fourier, size: 320, steps: 96}");
        line("specs:");
    }

    void layer(Layer layer, List<Integer> filters) {
        line("");
        line("  # " + comment(layer.type()) + " with " + layer.filters()
                + " filters; these answered most selectively.");
        line("  - layer: " + quoted(layer.name()));
        line("    filters: " + filters);
    }

    void probe(Layer layer, Path image) {
        Path name = image.getFileName();
        line("");
        line("  # A photograph, and the filters that it excites most. Look at them, then state what you expect:");
        line("  # expect: [17] in place of filters; follow: 3 shows the three largest other spikes too.");
        line("  - title: " + quoted("What " + (name == null ? "the photograph" : name) + " excites"));
        line("    layer: " + quoted(layer.name()));
        line("    filters: {spikes: 4}");
        line("    probe:");
        line("      image: " + path(image));
        line("      # credit: who made it, and its licence");
        line("      # source: https://example.org/where-it-came-from");
    }

    private static String input(InputFormat input) {
        return "{size: " + input.size() + ", mean: " + numbers(input.mean()) + ", std: " + numbers(input.std()) + "}";
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(value -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The path from the file's folder, with slashes on every system. */
    private String path(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path base = folder.toAbsolutePath().normalize();
        boolean sameRoot = absolute.getRoot() != null && absolute.getRoot().equals(base.getRoot());
        Path shown = sameRoot ? base.relativize(absolute) : absolute;
        return quoted(shown.toString().replace(File.separatorChar, '/'));
    }

    /** A text as YAML reads it back: plain where that is safe, otherwise in double quotes. */
    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
                quoted.append("\\u%04X".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    /** A text that stays on its line of comment. */
    private static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029]+", " ").strip();
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
