package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network's own answer to a finished picture.
 *
 * @param rank rank of the picture's filter among the layer's filters, each standardised over reference images and probes; from 1
 * @param of number of filters
 * @param sigma standard deviations above the filter's mean
 * @param reached mean activation that the saved 8-bit picture reaches
 * @param bestProbe largest mean activation over the probes; null without probes
 * @param noise mean activation over the reference images
 * @param timesBestProbe reached / bestProbe; null where that is no meaningful multiple: bestProbe or
 *     reached not positive, or bestProbe below a tenth of the filter's standard deviation, a mere accident of where zero lies
 * @param timesNoise reached / noise; null where that is no meaningful multiple
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

    private static final double LEAST_SHARE = 0.1;

    /**
     * The strength of a picture that was made.
     *
     * @param filter the picture's filter
     * @param picture the picture with the response of every filter of its layer; a value that is no finite number counts as 0
     * @param references moments of the reference images at that layer
     * @param probes responses of all probes at that layer; may be empty
     */
    public static Strength of(int filter, Picture picture, Moments references, List<Response> probes) {
        Baseline baseline = Baseline.of(references, probes);
        List<Double> sigmas = baseline.sigmas(picture.response());
        int rank = Rank.of(sigmas, filter);
        double reached = Rank.finite(picture.response().get(filter));
        double noise = Rank.finite(references.mean().get(filter));
        Double best = best(filter, probes);
        double least = LEAST_SHARE * baseline.deviation().get(filter);
        boolean strong = Rank.isAmongFirst(rank, sigmas.size()) && (best == null || reached > best);
        return new Strength(
                rank,
                sigmas.size(),
                sigmas.get(filter),
                reached,
                best,
                noise,
                best == null ? null : multiple(reached, best, least),
                multiple(reached, noise, least),
                strong ? Badge.STRONG : Badge.WEAK);
    }

    private static @Nullable Double best(int filter, List<Response> probes) {
        return probes.stream()
                .map(probe -> Rank.finite(probe.means().get(filter)))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Double multiple(double reached, double of, double least) {
        return of > 0 && of >= least && reached > 0 ? reached / of : null;
    }

    /** The summary of a strength check. */
    public enum Badge {
        /** The filter is among the first of its layer and the picture excites it more than any probe does. */
        STRONG,
        /** There is a picture, but the filter is not among the first, or a probe excites it more. */
        WEAK,
        /** The unit failed or stayed grey. */
        DEAD
    }
}
