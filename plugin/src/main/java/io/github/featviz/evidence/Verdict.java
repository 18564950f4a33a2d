package io.github.featviz.evidence;

import java.util.Locale;

/**
 * What became of a hypothesis: this filter spikes on this photograph.
 *
 * @param filter the expected filter
 * @param rank its rank among the layer's filters by standardised activation, from 1
 * @param rawRank its rank by raw mean activation, from 1
 * @param of number of filters
 * @param mean mean activation
 * @param sigma standard deviations above its mean over all probes and reference images
 * @param confirmed whether the hypothesis holds
 */
public record Verdict(int filter, int rank, int rawRank, int of, double mean, double sigma, boolean confirmed) {

    /** A spike counts from here on, in standard deviations. */
    public static final double LEAST_SIGMA = 3;

    /** Confirmed when the filter is at least 3 σ above its usual and among the first 1 % of the layer, at least 3. */
    public static Verdict of(int filter, SpikeChart chart) {
        int rank = Ranks.rank(chart.sigmas(), filter);
        int of = chart.sigmas().size();
        double sigma = chart.sigmas().get(filter);
        boolean confirmed = sigma >= LEAST_SIGMA && Ranks.amongTheFirst(rank, of);
        return new Verdict(
                filter,
                rank,
                Ranks.rank(chart.means(), filter),
                of,
                chart.means().get(filter),
                sigma,
                confirmed);
    }

    /** The verdict as one sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Filter %d ranks %d of %d on this photograph, %.1f σ %s its usual answer to the other images: %s.",
                filter,
                rank,
                of,
                Math.abs(sigma),
                sigma < 0 ? "below" : "above",
                confirmed ? "confirmed" : "refuted");
    }
}
