package io.github.featviz.plan;

import io.github.featviz.result.InputFormat;
import java.nio.file.Path;

/**
 * A network on disk, known by its content, and how its images are prepared.
 *
 * @param path TorchScript archive
 * @param sha256 digest of its bytes, hexadecimal
 * @param input input format
 */
public record NetworkFile(Path path, String sha256, InputFormat input) {}
