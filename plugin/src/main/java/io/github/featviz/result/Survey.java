package io.github.featviz.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How strongly the filters of a layer answer to some photographs; the answers themselves are in {@value #PEAKS}.
 *
 * @param filters number of filters of the layer
 * @param looks one for each photograph
 */
public record Survey(int filters, List<Look> looks) {

    /**
     * Name of the file with the answers: for each photograph each filter's largest activation at any place, 32-bit floating point, least
     * significant byte first; not a number where the photograph could not be read.
     */
    public static final String PEAKS = "peaks.bin";

    /** Keeps a copy of the list. */
    public Survey {
        looks = List.copyOf(looks);
    }

    /**
     * A photograph.
     *
     * @param signature what it looks like; null where it could not be read
     * @param unreadable why it could not be read; null where it was
     */
    public record Look(@Nullable Signature signature, @Nullable String unreadable) {}
}
