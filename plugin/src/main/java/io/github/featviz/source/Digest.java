package io.github.featviz.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest that a file must have.
 *
 * @param algorithm {@code SHA-256} or {@code SHA-1}
 * @param hex its value in lower case
 */
record Digest(String algorithm, String hex) {

    private static final int BUFFER = 1 << 16;

    static Digest sha256(String hex) {
        return new Digest("SHA-256", hex);
    }

    static Digest sha1(String hex) {
        return new Digest("SHA-1", hex);
    }

    /** SHA-256 of a text. */
    static String ofText(String text) {
        return HexFormat.of().formatHex(algorithm("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256 of a file. */
    static String of(Path file) throws IOException {
        return hex("SHA-256", file);
    }

    /** What the file has instead. */
    String actual(Path file) throws IOException {
        return hex(algorithm, file);
    }

    boolean matches(Path file) throws IOException {
        return hex.equals(actual(file));
    }

    private static String hex(String algorithm, Path file) throws IOException {
        MessageDigest digest = algorithm(algorithm);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
