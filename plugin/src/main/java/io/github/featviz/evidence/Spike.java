package io.github.featviz.evidence;

/**
 * One feature map that stands out on a photograph.
 *
 * @param filter number of the feature map
 * @param mean its mean activation on the photograph
 * @param sigma standard deviations above its mean over all probes and reference images
 */
public record Spike(int filter, double mean, double sigma) {

    /** Less than this above its usual answer is hardly above it. */
    private static final double LEAST_SIGMA = 1;

    /** Whether the photograph excites it more than usual: the largest spikes of a layer that hardly answers do not. */
    public boolean standsOut() {
        return sigma >= LEAST_SIGMA;
    }
}
