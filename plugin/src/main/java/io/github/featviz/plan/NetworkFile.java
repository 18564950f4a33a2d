package io.github.featviz.plan;

import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A network on disk, known by its content, and how its images are prepared.
 *
 * @param path TorchScript archive
 * @param sha256 digest of its bytes, hexadecimal
 * @param input input format
 */
public record NetworkFile(Path path, String sha256, InputFormat input) {
    /** The file with its digest; whether it is a network shows when it is loaded. */
    public static NetworkFile of(Path path, InputFormat input) throws IOException {
        return new NetworkFile(path, ContentDigest.of(path), input);
    }
}
