package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is usual for every filter of a layer: mean and standard deviation of its mean activation over a pool of images.
 *
 * <p>A filter that hardly ever moves would turn the smallest stir into a huge number of standard deviations, so a deviation
 * counts as at least 5 % of the layer's (root mean square over its filters).
 *
 * @param mean mean over the pool, index = filter
 * @param deviation standard deviation over the pool, positive, index = filter
 */
public record Baseline(List<Double> mean, List<Double> deviation) {
    private static final double LEAST_SHARE = 0.05;
    private static final double LEAST = 1e-9;

    /**
     * The baseline of reference images and photographs together, every image counting once.
     *
     * @param references moments of the reference images
     * @param probes responses of the photographs, each with as many filters; values that are no finite numbers are left out
     * @throws IllegalArgumentException when the numbers of filters differ
     */
    public static Baseline of(Moments references, Collection<Response> probes) {
        int filters = references.mean().size();
        for (Response probe : probes) {
            if (probe.means().size() != filters) {
                throw new IllegalArgumentException(
                        "a response has " + probe.means().size() + " filters, the references have " + filters);
            }
        }
        List<Double> mean = new ArrayList<>();
        double[] variance = new double[filters];
        for (int filter = 0; filter < filters; filter++) {
            Pool pool = new Pool();
            pool.add(
                    references.count(),
                    references.mean().get(filter),
                    references.variance().get(filter));
            for (Response probe : probes) {
                pool.add(1, probe.means().get(filter), 0);
            }
            mean.add(pool.mean);
            variance[filter] = pool.variance();
        }
        double floor = Math.max(
                LEAST,
                LEAST_SHARE
                        * Math.sqrt(IntStream.range(0, filters)
                                .mapToDouble(filter -> variance[filter])
                                .average()
                                .orElse(0)));
        return new Baseline(
                List.copyOf(mean),
                IntStream.range(0, filters)
                        .mapToObj(filter -> Math.max(floor, Math.sqrt(variance[filter])))
                        .toList());
    }

    /** A filter's value in standard deviations above its mean; 0 for a value that is no finite number, which says nothing. */
    public double sigma(int filter, double value) {
        double sigma = (value - mean.get(filter)) / deviation.get(filter);
        return Double.isFinite(sigma) ? sigma : 0;
    }

    /** All values of a layer in standard deviations, index = filter. */
    public List<Double> sigmas(List<Double> values) {
        return IntStream.range(0, values.size())
                .mapToObj(filter -> sigma(filter, values.get(filter)))
                .toList();
    }

    /** Running mean and sum of squares (Chan, Golub and LeVeque's update), which does not cancel as E[x²] − E[x]² does. */
    private static final class Pool {
        private double count;
        private double mean;
        private double squares;

        void add(int more, double theirMean, double theirVariance) {
            if (more <= 0 || !Double.isFinite(theirMean) || !Double.isFinite(theirVariance)) {
                return;
            }
            double total = count + more;
            double delta = theirMean - mean;
            squares += more * theirVariance + delta * delta * count * more / total;
            mean += delta * more / total;
            count = total;
        }

        double variance() {
            return count == 0 ? 0 : squares / count;
        }
    }
}
