package io.github.featviz.plan;

import io.github.featviz.image.Photograph;
import io.github.featviz.image.PhotographException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file on disk, known by its content.
 *
 * @param path where it is
 * @param sha256 digest of its bytes, hexadecimal
 */
public record ImageFile(Path path, String sha256) {

    /**
     * A photograph that was named outside of any spec.
     *
     * @throws PhotographException when it is no image or too large
     */
    public static ImageFile photograph(Path path) throws IOException {
        Photograph.check(path);
        return of(path);
    }

    /** Digest of some bytes, as of a file's, hexadecimal. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads the file and digests it. */
    public static ImageFile of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return new ImageFile(
                    path, HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
