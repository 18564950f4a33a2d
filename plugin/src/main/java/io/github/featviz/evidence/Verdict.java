package io.github.featviz.evidence;

/**
 * What became of a hypothesis: this filter spikes on this photograph.
 *
 * @param filter the expected filter
 * @param rank its rank among the layer's filters by standardised activation, from 1
 * @param rawRank its rank by raw mean activation, from 1
 * @param of number of filters
 * @param mean mean activation
 * @param sigma standard deviations above its mean over the reference images and the other probes
 * @param confirmed whether the hypothesis holds: at least 3 standard deviations, and among the first 3 filters of the layer or
 *     its first 1 %
 */
public record Verdict(int filter, int rank, int rawRank, int of, double mean, double sigma, boolean confirmed) {

    private static final double LEAST_SIGMA = 3;

    /** The verdict that a chart gives. */
    public static Verdict of(int filter, SpikeChart chart) {
        int rank = Rank.of(chart.sigmas(), filter);
        int filters = chart.sigmas().size();
        double sigma = chart.sigmas().get(filter);
        return new Verdict(
                filter,
                rank,
                Rank.of(chart.means(), filter),
                filters,
                chart.means().get(filter),
                sigma,
                sigma >= LEAST_SIGMA && Rank.isAmongFirst(rank, filters));
    }

    /** The verdict as one sentence. */
    public String sentence() {
        return "Filter %d ranks %d of %d on this photograph, %.1f σ %s its mean over other images: %s."
                .formatted(
                        filter,
                        rank,
                        of,
                        Math.abs(sigma),
                        sigma < 0 ? "below" : "above",
                        confirmed ? "confirmed" : "refuted");
    }
}
