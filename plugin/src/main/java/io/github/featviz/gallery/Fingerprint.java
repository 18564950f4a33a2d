package io.github.featviz.gallery;

import io.github.featviz.store.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        DataDigest digest = new DataDigest();
        List<Object> parts = new ArrayList<>();
        parts.addAll(Arrays.asList(
                exhibition.title(),
                exhibition.text(),
                // A theme's folder is another one on every machine; what is in it comes below.
                exhibition.site().withoutTheme(),
                exhibition.network(),
                exhibition.sections(),
                exhibition.version(),
                exhibition.given()));
        parts.add(Parallel.map(exhibition.units(), digest::of));
        parts.add(Parallel.map(exhibition.probes(), digest::of));
        parts.addAll(theme.identity());
        return new Fingerprint(digest.of(parts));
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
}
