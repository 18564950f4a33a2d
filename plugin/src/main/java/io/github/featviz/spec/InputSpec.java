package io.github.featviz.spec;

import java.util.List;

/**
 * How images reach the network: scaled to [0, 1], then (x − mean) / std for each channel.
 *
 * @param size edge of the square input in pixels
 * @param mean one value a channel, in [0, 1] scale
 * @param std one value a channel, positive
 * @param shown the channels that are red, green and blue, or the one that is grey; empty: the usual ones
 */
public record InputSpec(int size, List<Double> mean, List<Double> std, List<Integer> shown) {

    /** With the usual channels shown. */
    public InputSpec(int size, List<Double> mean, List<Double> std) {
        this(size, mean, std, List.of());
    }
}
