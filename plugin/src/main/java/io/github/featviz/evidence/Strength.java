package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network's own answer to a finished picture.
 *
 * @param rank rank of the picture's filter among the layer's filters, each standardised over probes and reference images; from 1
 * @param of number of filters
 * @param sigma standard deviations above the filter's mean
 * @param reached mean activation that the saved 8-bit picture reaches
 * @param bestProbe largest mean activation over the probes; null without probes
 * @param noise mean activation over the reference images
 * @param timesBestProbe reached / bestProbe; null where that is no meaningful multiple (bestProbe not positive)
 * @param timesNoise reached / noise; null where noise is not positive
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

    /** A base nearer to zero than this share of the filter's deviation is zero by chance and makes no meaningful multiple. */
    private static final double LEAST_SHARE = 0.1;

    /**
     * Judges a finished picture.
     *
     * @param filter the picture's filter
     * @param picture the layer's response to the saved 8-bit picture
     * @param references the layer's moments over the reference images
     * @param probes the layer's responses to the probes
     */
    public static Strength of(int filter, Response picture, Moments references, List<Response> probes) {
        Baseline baseline = Baseline.of(references, probes);
        List<Double> sigmas = baseline.sigmas(picture);
        double leastBase = LEAST_SHARE * baseline.deviation(filter);
        int rank = Ranks.rank(sigmas, filter);
        double reached = picture.means().get(filter);
        double noise = references.mean().get(filter);
        Double bestProbe = probes.isEmpty()
                ? null
                : probes.stream()
                        .mapToDouble(probe -> probe.means().get(filter))
                        .max()
                        .orElse(Double.NaN);
        // In a layer of few filters a good rank is easily had: only a filter that is far above its usual level is
        // strong.
        boolean strong = Ranks.amongTheFirst(rank, sigmas.size())
                && sigmas.get(filter) >= Verdict.LEAST_SIGMA
                && (bestProbe == null || reached > bestProbe);
        return new Strength(
                rank,
                sigmas.size(),
                sigmas.get(filter),
                reached,
                bestProbe,
                noise,
                bestProbe == null ? null : times(reached, bestProbe, leastBase),
                times(reached, noise, leastBase),
                strong ? Badge.STRONG : Badge.WEAK);
    }

    private static @Nullable Double times(double reached, double base, double leastBase) {
        return base > 0 && base >= leastBase ? reached / base : null;
    }

    /** The summary of a strength check. */
    public enum Badge {
        /** The filter is among the first of its layer and as far above its usual level as a spike, and the picture excites it more than any probe does. */
        STRONG,
        /** There is a picture, but the filter is not among the first, hardly above its usual level, or a probe excites it more. */
        WEAK,
        /** The unit failed or stayed grey. */
        DEAD
    }
}
