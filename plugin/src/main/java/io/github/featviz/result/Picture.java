package io.github.featviz.result;

import java.util.List;

/**
 * What is known of a finished feature visualization beside its pixels (which lie next to it as {@code picture.png}).
 *
 * @param width pixels
 * @param height pixels
 * @param trajectory the objective (channel mean) at every step
 * @param response mean activation of every filter of the layer for the saved 8-bit picture, index = filter
 * @param seed the seed that led to it (a later one than the recipe's after a grey start)
 * @param seconds time it took
 * @param precision such as {@code "fp32"}
 * @param engine such as {@code "PyTorch 2.7.1"}
 * @param resampled edges at which the picture was resampled to the network's own size on its way in, since that takes no other;
 *     empty: none
 */
public record Picture(
        int width,
        int height,
        List<Double> trajectory,
        List<Double> response,
        long seed,
        double seconds,
        String precision,
        String engine,
        List<Integer> resampled) {}
