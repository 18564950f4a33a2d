package io.github.featviz.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Order among the filters of a layer. */
final class Ranks {

    private static final int FIRST_AT_LEAST = 3;
    private static final int FIRST_SHARE = 100;

    private Ranks() {}

    /** Rank of one filter by value, from 1; equal values share the better rank. */
    static int rank(List<Double> values, int filter) {
        return rank(values, values.get(filter));
    }

    /** Rank of a value among others, from 1; equal values share the better rank. */
    static int rank(List<Double> others, double own) {
        return 1 + (int) others.stream().filter(value -> value > own).count();
    }

    /** Filters in order of falling value. */
    static List<Integer> falling(List<Double> values) {
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing((Integer filter) -> values.get(filter))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether a rank counts as among the first: 1 % of the layer, at least 3. */
    static boolean amongTheFirst(int rank, int of) {
        return rank <= Math.max(FIRST_AT_LEAST, of / FIRST_SHARE);
    }
}
