package io.github.featviz.evidence;

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

    /** The verdict as one sentence. */
    public String sentence() {
        return "Filter %d ranks %d of %d on this photograph, %.1f σ %s its mean over the probes and reference images: %s."
                .formatted(
                        filter,
                        rank,
                        of,
                        Math.abs(sigma),
                        sigma < 0 ? "below" : "above",
                        confirmed ? "confirmed" : "refuted");
    }
}
