package io.github.featviz.evidence;

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
