package io.github.featviz.visualize;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A finished picture of what excites a filter.
 *
 * @param image 8-bit RGB
 * @param planes every channel of it, shown or not, as 8-bit grey
 * @param trajectory the objective, such as the mean of the feature map, before every step
 * @param seed the seed that led to it: the one asked for, or a later one after a grey start
 * @param resampled its edges at which the network, since it takes no other, saw it at its own size while it was drawn; rising
 */
public record Visualization(
        BufferedImage image, List<BufferedImage> planes, List<Double> trajectory, long seed, List<Integer> resampled) {

    public Visualization {
        planes = List.copyOf(planes);
        trajectory = List.copyOf(trajectory);
        resampled = List.copyOf(resampled);
    }
}
