package io.github.featviz.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The content address of a result: SHA-256 over everything that decides it. */
public final class WorkKey {

    private WorkKey() {}

    /** Hexadecimal SHA-256 over the network's bytes, its input format and the work's identity. */
    public static String of(NetworkFile network, Work work) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, network.sha256());
            add(digest, network.input().toString());
            for (String part : work.identity()) {
                add(digest, part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Parts are length-prefixed, so that no two lists of parts run together to the same bytes. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
