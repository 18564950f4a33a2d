package io.github.featviz.result;

import java.util.List;

/**
 * What is known of a finished feature visualization beside its pixels (which lie next to it as {@code picture.png}).
 *
 * @param width pixels
 * @param height pixels
 * @param trajectory the objective, such as the mean of a feature map, at every step
 * @param response mean activation of every filter of the layer for the saved 8-bit picture, index = filter; at the centre of the map
 *     where the objective is a neuron
 * @param seed the seed that led to it (a later one than the recipe's after a grey start)
 * @param seconds time it took; of pictures that were drawn side by side, its share
 * @param precision such as {@code "fp32"}
 * @param layout how the network's maps lay in memory: {@code "channels-first"} or {@code "channels-last"}
 * @param convolution how convolutions of 3 × 3 over many channels were computed: {@code "direct"} or {@code "winograd"}
 * @param batches how many pictures shared a call of the engine, a number for each of the recipe's stages
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
        String layout,
        String convolution,
        List<Integer> batches,
        String engine,
        List<Integer> resampled) {

    /** Pictures that were stored before layouts and the like were told of were drawn alone, channels first, by plain convolutions. */
    public Picture {
        layout = layout == null ? "channels-first" : layout;
        convolution = convolution == null ? "direct" : convolution;
        batches = batches == null ? List.of() : List.copyOf(batches);
    }
}
