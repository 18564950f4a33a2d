package io.github.featviz.evidence;

import io.github.featviz.result.Response;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All feature maps of one layer on one photograph.
 *
 * @param layer the charted layer
 * @param means mean activation, index = filter
 * @param sigmas the same in standard deviations above the filter's mean over the reference images and the other probes
 * @param largestMeans the largest raw spikes, largest first
 * @param largestSigmas the largest standardised spikes, largest first
 */
public record SpikeChart(
        String layer, List<Double> means, List<Double> sigmas, List<Spike> largestMeans, List<Spike> largestSigmas) {
    /**
     * The chart of a response.
     *
     * @param layer name of the layer
     * @param response what the photograph does to it; a value that is no finite number counts as 0 and as no spike
     * @param baseline what is usual there, without this photograph
     * @param howMany how many of the largest spikes to name
     */
    public static SpikeChart of(String layer, Response response, Baseline baseline, int howMany) {
        List<Double> means = response.means().stream().map(Rank::finite).toList();
        List<Double> sigmas = baseline.sigmas(response.means());
        List<Spike> spikes = IntStream.range(0, means.size())
                .mapToObj(filter -> new Spike(filter, means.get(filter), sigmas.get(filter)))
                .toList();
        return new SpikeChart(
                layer, means, sigmas, largest(spikes, Spike::mean, howMany), largest(spikes, Spike::sigma, howMany));
    }

    /** All filters, the largest standardised spike first. */
    public List<Integer> byStrength() {
        return IntStream.range(0, sigmas.size())
                .boxed()
                .sorted(Comparator.comparing((Integer filter) -> sigmas.get(filter), Comparator.reverseOrder()))
                .toList();
    }

    private static List<Spike> largest(List<Spike> spikes, Function<Spike, Double> height, int howMany) {
        return spikes.stream()
                .sorted(Comparator.comparing(height, Comparator.reverseOrder()))
                .limit(howMany)
                .toList();
    }
}
