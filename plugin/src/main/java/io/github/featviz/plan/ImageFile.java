package io.github.featviz.plan;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An image on disk, known by its content.
 *
 * @param path where it is
 * @param sha256 digest of its bytes, hexadecimal
 */
public record ImageFile(Path path, String sha256) {
    /** The file with its digest; whether it is an image is for {@link Photographs} to say. */
    public static ImageFile of(Path path) throws IOException {
        return new ImageFile(path, ContentDigest.of(path));
    }
}
