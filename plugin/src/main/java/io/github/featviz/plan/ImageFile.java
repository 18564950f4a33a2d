package io.github.featviz.plan;

import java.nio.file.Path;

/**
 * An image on disk, known by its content.
 *
 * @param path where it is
 * @param sha256 digest of its bytes, hexadecimal
 */
public record ImageFile(Path path, String sha256) {}
