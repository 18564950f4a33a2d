package io.github.featviz.evidence;

import io.github.featviz.result.Answers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a filter differs between two networks of the same architecture.
 *
 * @param filter its number
 * @param correlation of its answers to the reference images in one network with those in the other: 1, it answers to the same
 */
public record Change(int filter, double correlation) {

    /** All filters of a layer, those that differ most first. */
    public static List<Change> falling(Answers here, Answers there) {
        int filters = here.images().get(0).means().size();
        return IntStream.range(0, filters)
                .mapToObj(filter -> new Change(filter, correlation(values(here, filter), values(there, filter))))
                .sorted(Comparator.comparingDouble(Change::correlation))
                .toList();
    }

    private static double[] values(Answers answers, int filter) {
        double[] values = answers.images().stream()
                .mapToDouble(image -> image.means().get(filter))
                .toArray();
        double mean =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - mean)
                .toArray();
    }

    /** Of two filters that never change their answer, nothing differs; of one that does and one that does not, everything. */
    private static double correlation(double[] here, double[] there) {
        double product = dot(here, there);
        double norms = Math.sqrt(dot(here, here) * dot(there, there));
        if (norms == 0) {
            return dot(here, here) == dot(there, there) ? 1 : 0;
        }
        return Math.max(-1, Math.min(1, product / norms));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
