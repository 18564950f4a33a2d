package io.github.featviz.evidence;

/**
 * One feature map that stands out on a photograph.
 *
 * @param filter number of the feature map
 * @param mean its mean activation on the photograph
 * @param sigma standard deviations above its mean over all probes and reference images
 */
public record Spike(int filter, double mean, double sigma) {}
