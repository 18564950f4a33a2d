package io.github.featviz.maven;

import io.github.featviz.result.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses layers by patterns of their names.
 *
 * <p>{@code *} stands for any text without a dot, {@code **} for any text, {@code ?} for one character but a dot.
 */
final class LayerFilter {

    private static final Pattern PART = Pattern.compile("\\*\\*|\\*|\\?|[^*?]+");

    private final List<Pattern> patterns;

    /** @param globs patterns, separated by commas; empty: every layer is chosen */
    LayerFilter(String globs) {
        this.patterns = Arrays.stream(globs.split(",", -1))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .map(LayerFilter::pattern)
                .toList();
    }

    List<Layer> of(List<Layer> layers) {
        return layers.stream().filter(layer -> matches(layer.name())).toList();
    }

    private boolean matches(String name) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(PART.matcher(glob)
                .results()
                .map(part -> expression(part.group()))
                .collect(Collectors.joining()));
    }

    private static String expression(String part) {
        return switch (part) {
            case "**" -> ".*";
            case "*" -> "[^.]*";
            case "?" -> "[^.]";
            default -> Pattern.quote(part);
        };
    }
}
