package io.github.featviz.evidence;

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
        String layer, List<Double> means, List<Double> sigmas, List<Spike> largestMeans, List<Spike> largestSigmas) {}
