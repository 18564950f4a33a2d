package io.github.featviz.gallery;

import io.github.featviz.gallery.Exhibition.Excerpt;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.store.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a gallery was made from, in short: a gallery with the same fingerprint would come out the same, byte for byte.
 *
 * @param text hexadecimal digest
 */
record Fingerprint(String text) {

    /** Where a gallery keeps its own. */
    static final String FILE = "data/made-from.txt";

    /** Digests all that is shown, with the files behind it, and the theme. */
    static Fingerprint of(Exhibition exhibition, Theme theme) throws IOException {
        Digesting digesting = new Digesting();
        digesting.add(exhibition.title());
        digesting.add(String.valueOf(exhibition.text()));
        digesting.add(exhibition.site().toString());
        digesting.add(exhibition.network().toString());
        digesting.add(exhibition.sections().toString());
        digesting.add(exhibition.version());
        for (String unit : Parallel.map(exhibition.units(), Fingerprint::digest)) {
            digesting.add(unit);
        }
        for (Probe probe : exhibition.probes()) {
            digesting.add(withContent(probe.toString(), probe.image()));
        }
        for (byte[] part : theme.identity()) {
            digesting.add(part);
        }
        return new Fingerprint(digesting.end());
    }

    /** Whether the gallery in this folder was made from the same, and its files are as they were written. */
    boolean isOf(Path gallery) throws IOException {
        Path file = gallery.resolve(FILE);
        if (!Files.isRegularFile(file) || !Files.readString(file).startsWith(text)) {
            return false;
        }
        Optional<Belongings.State> state = Belongings.state(gallery);
        return state.isPresent()
                && Files.readString(file).equals(content(state.get()))
                && state.get().newest().compareTo(Files.getLastModifiedTime(file)) <= 0;
    }

    /** Leaves it in a gallery that is complete. */
    void writeTo(Path gallery) throws IOException {
        Optional<Belongings.State> state = Belongings.state(gallery);
        if (state.isPresent()) {
            Files.writeString(gallery.resolve(FILE), content(state.get()));
        }
    }

    private String content(Belongings.State state) {
        return text + "\n" + state.digest() + "\n";
    }

    /** A description with a file's content in the place of its path, which is another one on every machine. */
    private static String withContent(String description, Path file) throws IOException {
        return description.replace(file.toString(), digest(Files.readAllBytes(file)));
    }

    private static String digest(Unit unit) throws IOException {
        String description = unit.toString();
        for (Plate plate : unit.plates()) {
            Made made = plate.made();
            if (made != null) {
                description = withContent(description, made.png());
            }
        }
        for (Excerpt excerpt : unit.excerpts()) {
            description = withContent(description, excerpt.image());
        }
        return digest(description.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Takes part after part. */
    private static final class Digesting {

        private final MessageDigest digest = sha256();

        void add(byte[] part) {
            digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(part);
        }

        void add(String part) {
            add(part.getBytes(StandardCharsets.UTF_8));
        }

        String end() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
