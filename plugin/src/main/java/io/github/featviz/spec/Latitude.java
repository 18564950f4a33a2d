package io.github.featviz.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user leaves open of the way that pictures are drawn: the rest is found by measuring.
 *
 * @param precision {@code "fp32"}: the numbers that the network's file has, or {@code "bf16"}; null: either
 * @param layout {@code "channels-first"} or {@code "channels-last"}; null: either
 * @param batch how many pictures share a call of the engine; null: any number
 */
public record Latitude(@Nullable String precision, @Nullable String layout, @Nullable Integer batch) {

    /** All is open. */
    public static final Latitude FULL = new Latitude(null, null, null);

    /** Nothing is open: each picture alone, in the numbers of the network's file and map by map. */
    public static final Latitude NONE = new Latitude("fp32", "channels-first", 1);

    /** Whatever is fastest. */
    public static final String AUTO = "auto";

    private static final String BF16 = "bf16";

    /** What a user may say of the precision. */
    public static final List<String> PRECISIONS = List.of(AUTO, "fp32", BF16);

    private static final List<Integer> BATCHES = List.of(1, 4, 8);
    private static final String ANY = "any";

    /**
     * The same with no choice of the precision but this.
     *
     * @param wanted one of {@link #PRECISIONS}
     */
    public Latitude in(String wanted) {
        return wanted.equals(AUTO) ? this : new Latitude(wanted, layout, batch);
    }

    /**
     * Whether a way is left to choose.
     *
     * @param inBf16 whether it computes in bf16
     * @param itsLayout such as {@code "channels-last"}
     */
    public boolean allows(boolean inBf16, String itsLayout) {
        return (precision == null || precision.equals(BF16) == inBf16) && (layout == null || layout.equals(itsLayout));
    }

    /** Whether bf16 was asked for, whatever comes of it. */
    public boolean insistsOnBf16() {
        return BF16.equals(precision);
    }

    /** Batches to choose from, rising. */
    public List<Integer> batches() {
        return batch == null ? BATCHES : List.of(batch);
    }

    /** Whether there is anything to choose. */
    public boolean isOpen() {
        return precision == null || layout == null || batch == null;
    }

    /** As one word, for a command line. */
    public String word() {
        return String.join(
                ",",
                precision == null ? ANY : precision,
                layout == null ? ANY : layout,
                batch == null ? ANY : batch.toString());
    }

    /** Reads {@link #word()}. */
    public static Latitude of(String word) {
        List<String> parts = List.of(word.split(",", -1));
        return new Latitude(
                parts.get(0).equals(ANY) ? null : parts.get(0),
                parts.get(1).equals(ANY) ? null : parts.get(1),
                parts.get(2).equals(ANY) ? null : Integer.valueOf(parts.get(2)));
    }
}
