package io.github.featviz.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A probe photograph.
 *
 * @param image the file, resolved against the YAML file
 * @param title what it shows; null: made from the file's name
 * @param credit who made it and its licence; null: not said
 * @param source address it came from, http or https; null: not said
 */
public record ProbeSpec(
        Located<Path> image, @Nullable String title, @Nullable String credit, @Nullable String source) {}
