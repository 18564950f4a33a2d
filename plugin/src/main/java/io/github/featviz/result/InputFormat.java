package io.github.featviz.result;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How images reach the network: scaled to [0, 1], then (x − mean) / std for each channel.
 *
 * @param size edge of the square input in pixels
 * @param mean one value a channel; its length is the number of input channels
 * @param std one value a channel, positive
 * @param shown the channels that are red, green and blue, both in pictures and in photographs
 */
public record InputFormat(int size, List<Double> mean, List<Double> std, List<Integer> shown) {

    /** With the channels shown as is usual: one as grey, two as red and cyan, of more the first three as red, green and blue. */
    public InputFormat(int size, List<Double> mean, List<Double> std) {
        this(size, mean, std, usuallyShown(mean.size()));
    }

    private static List<Integer> usuallyShown(int channels) {
        return IntStream.range(0, 3)
                .map(colour -> Math.min(colour, channels - 1))
                .boxed()
                .toList();
    }

    /** Number of input channels. */
    public int channels() {
        return mean.size();
    }

    /** Whether every channel can be seen in a picture, so that the picture tells all that the network was given. */
    public boolean showsAll() {
        return IntStream.range(0, channels()).allMatch(shown::contains);
    }
}
