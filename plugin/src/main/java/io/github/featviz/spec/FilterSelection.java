package io.github.featviz.spec;

import java.util.List;

/** Which filters of a layer a section shows. */
public sealed interface FilterSelection {

    /** Filters named one by one or as ranges; ranges are already spread, duplicates removed, order kept. */
    record Listed(List<Located<Integer>> filters) implements FilterSelection {}

    /** Every filter of the layer. */
    record All(Mark mark) implements FilterSelection {}

    /** The probe's {@code count} largest standardised spikes at the charted layer. */
    record Spikes(int count, Mark mark) implements FilterSelection {}
}
