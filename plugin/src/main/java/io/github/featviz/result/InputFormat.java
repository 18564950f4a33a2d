package io.github.featviz.result;

import java.util.List;

/**
 * How images reach the network: scaled to [0, 1], then (x − mean) / std for each channel.
 *
 * @param size edge of the square input in pixels
 * @param mean one value a channel; its length is the number of input channels
 * @param std one value a channel, positive
 */
public record InputFormat(int size, List<Double> mean, List<Double> std) {

    /** Number of input channels. */
    public int channels() {
        return mean.size();
    }
}
