package io.github.featviz.evidence;

import java.util.List;

/** Places among the filters of a layer. */
final class Rank {
    private Rank() {}

    /** Place of one value among all, from 1; equal values share the better place. */
    static int of(List<Double> values, int index) {
        double own = values.get(index);
        return 1 + (int) values.stream().filter(value -> value > own).count();
    }

    /** Whether a place is among the first: the first three, or the first 1 % of a wide layer. */
    static boolean isAmongFirst(int rank, int of) {
        return rank <= Math.max(3, of / 100);
    }

    /** A value that JSON and charts can take: 0 in place of one that is no finite number. */
    static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }
}
