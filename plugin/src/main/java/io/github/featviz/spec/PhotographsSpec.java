package io.github.featviz.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Many photographs, of which those are kept that excite the filters most.
 *
 * @param from folder, zip or TAR, resolved against the YAML file
 * @param keep how many are kept for each filter
 * @param credits CSV file that says who made which; null: not said
 */
public record PhotographsSpec(Located<Path> from, int keep, @Nullable Located<Path> credits) {}
