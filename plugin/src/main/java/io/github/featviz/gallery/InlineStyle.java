package io.github.featviz.gallery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A style sheet within a page that must stand alone, and what a strict Content-Security-Policy needs to know of it.
 *
 * @param text the style sheet, to be written between the tags as it is
 * @param hash its source expression, such as {@code sha256-…}
 */
record InlineStyle(String text, String hash) {

    /** A style sheet from a file; carriage returns, which HTML parsers drop, are dropped before. */
    static InlineStyle of(byte[] file) throws ThemeException {
        String text =
                new String(file, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
        if (text.contains("</")) {
            throw new ThemeException(
                    "A style sheet that stands within a page holds “</”, which would end it; take that out.");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new InlineStyle(text, "sha256-" + Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
