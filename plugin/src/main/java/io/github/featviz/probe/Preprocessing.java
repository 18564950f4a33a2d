package io.github.featviz.probe;

import io.github.featviz.result.InputFormat;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.List;

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
                .photographFor(input)
                .flatten();
    }

    /**
     * A picture of which every channel was kept, at its own size.
     *
     * @param planes one 8-bit grey image a channel
     * @return [C, height, width] in [0, 1], not yet normalised
     */
    static float[] planes(List<BufferedImage> planes) {
        int area = planes.get(0).getWidth() * planes.get(0).getHeight();
        float[] values = new float[planes.size() * area];
        for (int channel = 0; channel < planes.size(); channel++) {
            // Its samples, since colours of grey images are corrected on their way.
            Raster raster = planes.get(channel).getRaster();
            for (int i = 0; i < area; i++) {
                int value = raster.getSample(i % raster.getWidth(), i / raster.getWidth(), 0);
                values[channel * area + i] = value / 255f;
            }
        }
        return values;
    }

    /**
     * An image at its own size.
     *
     * @return [C, height, width] in [0, 1], not yet normalised
     */
    public static float[] asIs(BufferedImage image, InputFormat input) {
        return Planes.of(image).photographFor(input).flatten();
    }
}
