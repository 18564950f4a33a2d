package io.github.featviz.probe;

import io.github.featviz.result.InputFormat;
import java.awt.image.BufferedImage;

/** Brings an image to the network's input size. */
public final class Preprocessing {

    private Preprocessing() {}

    /**
     * The largest centred square of a photograph at the network's input size.
     *
     * @param image any size
     * @param input the network's input format
     * @return [C, size, size] in [0, 1], not yet normalised
     */
    public static float[] square(BufferedImage image, InputFormat input) {
        int edge = Math.min(image.getWidth(), image.getHeight());
        return Planes.of(image)
                .crop((image.getWidth() - edge) / 2, (image.getHeight() - edge) / 2, edge, edge)
                .resize(input.size(), input.size())
                .withChannels(input.channels())
                .flatten();
    }

    /**
     * An image at its own size.
     *
     * @return [C, height, width] in [0, 1], not yet normalised
     */
    public static float[] asIs(BufferedImage image, InputFormat input) {
        return Planes.of(image).withChannels(input.channels()).flatten();
    }
}
