package io.github.featviz.build;

import java.nio.file.Path;
import java.util.List;

/**
 * What a build did.
 *
 * @param index the gallery's first page
 * @param made units of work done
 * @param reused units of work whose result was there already
 * @param failures one line for each unit that failed
 * @param pictures pictures in the gallery
 * @param rough how many of them there was no time to draw well
 */
public record BuildSummary(Path index, int made, int reused, List<String> failures, int pictures, int rough) {}
