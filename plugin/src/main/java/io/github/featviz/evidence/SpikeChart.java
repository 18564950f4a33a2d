package io.github.featviz.evidence;

import io.github.featviz.result.Response;
import java.util.List;

/**
 * All feature maps of one layer on one photograph.
 *
 * @param layer the charted layer
 * @param means mean activation, index = filter
 * @param sigmas the same in standard deviations above the filter's mean over all probes and reference images
 * @param largestMeans the largest raw spikes, largest first
 * @param largestSigmas the largest standardised spikes, largest first
 */
public record SpikeChart(
        String layer, List<Double> means, List<Double> sigmas, List<Spike> largestMeans, List<Spike> largestSigmas) {

    /**
     * The chart of a photograph.
     *
     * @param layer the charted layer
     * @param response the photograph's response at that layer
     * @param baseline what is usual there, without this photograph
     * @param largest how many of the largest spikes are listed
     */
    public static SpikeChart of(String layer, Response response, Baseline baseline, int largest) {
        List<Double> means = response.means();
        List<Double> sigmas = baseline.sigmas(response);
        return new SpikeChart(
                layer, means, sigmas, largest(means, means, sigmas, largest), largest(sigmas, means, sigmas, largest));
    }

    private static List<Spike> largest(List<Double> by, List<Double> means, List<Double> sigmas, int count) {
        return Ranks.falling(by).stream()
                .limit(count)
                .map(filter -> new Spike(filter, means.get(filter), sigmas.get(filter)))
                .toList();
    }

    /** All filters with their spikes, from the largest standardised one to the least. */
    public List<Spike> falling() {
        return largest(sigmas, means, sigmas, sigmas.size());
    }

    /** Filters from the largest standardised spike to the least. */
    public List<Integer> fallingSigmas() {
        return Ranks.falling(sigmas);
    }
}
