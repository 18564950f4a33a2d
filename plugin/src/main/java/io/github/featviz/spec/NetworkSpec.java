package io.github.featviz.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the network is and how it wants its images.
 *
 * @param source where it comes from, with the place of the key that says so; null where a parameter names it
 * @param input size and normalisation; null: not said, so the build assumes one and says which
 * @param classes text file with one class name a line; null: none
 */
public record NetworkSpec(
        @Nullable Located<NetworkSource> source, @Nullable InputSpec input, @Nullable Located<Path> classes) {}
