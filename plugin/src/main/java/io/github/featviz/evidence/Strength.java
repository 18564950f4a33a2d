package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network's own answer to a finished picture.
 *
 * @param rank rank of the picture's objective (a filter, or a sum of some) among the layer's filters, each standardised over probes and
 *     reference images; from 1
 * @param of number of those that are ranked
 * @param sigma standard deviations above the objective's mean
 * @param reached what the saved 8-bit picture reaches: the filter's mean activation, or the sum's
 * @param bestProbe the largest over the probes; null without probes
 * @param noise the mean over the reference images
 * @param timesBestProbe reached / bestProbe; null where that is no meaningful multiple (one of them is not positive)
 * @param timesNoise reached / noise; null where one of them is not positive
 * @param badge the summary
 */
public record Strength(
        int rank,
        int of,
        double sigma,
        double reached,
        @Nullable Double bestProbe,
        double noise,
        @Nullable Double timesBestProbe,
        @Nullable Double timesNoise,
        Badge badge) {

    /** Hardly above its usual level is below this. Not 3 as for a photograph's spike: filters of early layers are busy on any image. */
    private static final double LEAST_SIGMA = 1;

    /** A base nearer to zero than this share of the filter's deviation is zero by chance and makes no meaningful multiple. */
    private static final double LEAST_SHARE = 0.1;

    /**
     * Judges a finished picture of a filter.
     *
     * @param filter the picture's filter
     * @param picture the layer's response to the saved 8-bit picture
     * @param references the layer's moments over the reference images
     * @param probes the layer's responses to the probes
     */
    public static Strength of(int filter, Response picture, Moments references, List<Response> probes) {
        return of(new TreeMap<>(Map.of(filter, 1.0)), picture, references, probes);
    }

    /**
     * Judges a finished picture of a weighted sum of filters, as if it was a filter more in its layer.
     *
     * <p>Its deviation is taken as if filters varied independently. Where the greatest weight is negative, it is ranked among all other
     * filters' negatives: the picture of what a filter dislikes should rank last, so that one is first here.
     *
     * @param weights by filter; one at least
     * @param picture the layer's response to the saved 8-bit picture
     * @param references the layer's moments over the reference images
     * @param probes the layer's responses to the probes
     */
    public static Strength of(
            SortedMap<Integer, Double> weights, Response picture, Moments references, List<Response> probes) {
        return of(weights, picture, references, probes, Baseline.of(references, probes));
    }

    /**
     * The same where the baseline is at hand: many pictures of a layer are held against one.
     *
     * @param baseline of these references and probes
     */
    public static Strength of(
            SortedMap<Integer, Double> weights,
            Response picture,
            Moments references,
            List<Response> probes,
            Baseline baseline) {
        double deviation = Math.sqrt(weights.entrySet().stream()
                .mapToDouble(part -> Math.pow(part.getValue() * baseline.deviation(part.getKey()), 2))
                .sum());
        double usual = sum(
                weights,
                IntStream.range(0, baseline.filters()).mapToObj(baseline::mean).toList());
        double reached = sum(weights, picture.means());
        double sigma = Double.isNaN(reached) ? Baseline.NOTHING : (reached - usual) / deviation;
        List<Double> rivals = rivals(weights, baseline.sigmas(picture));
        int rank = Ranks.rank(rivals, sigma);
        int of = rivals.size() + 1;
        double noise = sum(weights, references.mean());
        Double bestProbe = probes.isEmpty()
                ? null
                : probes.stream()
                        .mapToDouble(probe -> sum(weights, probe.means()))
                        .max()
                        .orElse(Double.NaN);
        // In a layer of few filters a good rank is easily had.
        boolean strong =
                Ranks.amongTheFirst(rank, of) && sigma >= LEAST_SIGMA && (bestProbe == null || reached > bestProbe);
        double leastBase = LEAST_SHARE * deviation;
        return new Strength(
                rank,
                of,
                sigma,
                reached,
                bestProbe,
                noise,
                bestProbe == null ? null : times(reached, bestProbe, leastBase),
                times(reached, noise, leastBase),
                strong ? Badge.STRONG : Badge.WEAK);
    }

    private static double sum(SortedMap<Integer, Double> weights, List<Double> means) {
        return weights.entrySet().stream()
                .mapToDouble(part -> part.getValue() * means.get(part.getKey()))
                .sum();
    }

    /** The filters that are no part of the sum, seen from the side of its greatest weight. */
    private static List<Double> rivals(SortedMap<Integer, Double> weights, List<Double> sigmas) {
        double greatest = weights.values().stream()
                .max(Comparator.comparingDouble(Math::abs))
                .orElseThrow();
        return IntStream.range(0, sigmas.size())
                .filter(filter -> !weights.containsKey(filter))
                .mapToObj(filter -> Math.signum(greatest) * sigmas.get(filter))
                .toList();
    }

    private static @Nullable Double times(double reached, double base, double leastBase) {
        return reached > 0 && base > 0 && base >= leastBase ? reached / base : null;
    }

    /** The summary of a strength check. */
    public enum Badge {
        /** The filter is among the first of its layer and at least one deviation above its usual
         * level, and the picture excites it more than any probe does. */
        STRONG,
        /** There is a picture, but the filter is not among the first, hardly above its usual level, or a probe excites it more. */
        WEAK,
        /** The unit failed or stayed grey. */
        DEAD
    }
}
