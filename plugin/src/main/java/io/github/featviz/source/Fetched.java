package io.github.featviz.source;

import java.nio.file.Path;

/**
 * A file that is here, wherever it came from.
 *
 * @param path the file; nobody may change it
 * @param sha256 digest of its bytes, hexadecimal
 * @param label where it comes from, in a few words
 */
public record Fetched(Path path, String sha256, String label) {}
