package io.github.featviz.probe;

import io.github.featviz.result.InputFormat;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * An image as colour planes.
 *
 * <p>Not a record: it holds arrays, which have no value equality.
 */
final class Planes {

    /** How much red, green and blue count for brightness. */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private final int width;
    private final int height;
    private final float[][] channels;

    /** @param channels [C][height × width] in [0, 1] */
    Planes(int width, int height, float[][] channels) {
        this.width = width;
        this.height = height;
        this.channels = channels;
    }

    /** The image's red, green and blue. */
    static Planes of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[][] channels = new float[3][width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                channels[0][y * width + x] = (row[x] >> 16 & 255) / 255f;
                channels[1][y * width + x] = (row[x] >> 8 & 255) / 255f;
                channels[2][y * width + x] = (row[x] & 255) / 255f;
            }
        }
        return new Planes(width, height, channels);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * A colour image as a network's channels: those that are shown as red, green or blue are these colours, one that is shown as
     * several is their brightness (ITU-R BT.601), and the others are at their mean, which normalisation makes zero.
     */
    Planes photographFor(InputFormat input) {
        return converted(input, channel -> {
            float[] flat = new float[width * height];
            Arrays.fill(flat, input.mean().get(channel).floatValue());
            return flat;
        });
    }

    /** As {@link #photographFor}, but channels that are not shown repeat the colours, so that all of them are alive. */
    Planes patternFor(InputFormat input) {
        return converted(input, channel -> channels[channel % 3]);
    }

    private Planes converted(InputFormat input, IntFunction<float[]> hidden) {
        float[][] converted = new float[input.channels()][];
        for (int channel = 0; channel < converted.length; channel++) {
            int wanted = channel;
            int[] colours = IntStream.range(0, 3)
                    .filter(colour -> input.shown().get(colour) == wanted)
                    .toArray();
            converted[channel] = colours.length == 0 ? hidden.apply(channel) : brightness(colours);
        }
        return new Planes(width, height, converted);
    }

    /** The rectangle's pixels. */
    Planes crop(int left, int top, int cropWidth, int cropHeight) {
        float[][] cropped = new float[channels.length][cropWidth * cropHeight];
        for (int c = 0; c < channels.length; c++) {
            for (int y = 0; y < cropHeight; y++) {
                System.arraycopy(channels[c], (top + y) * width + left, cropped[c], y * cropWidth, cropWidth);
            }
        }
        return new Planes(cropWidth, cropHeight, cropped);
    }

    /** Enlarged or reduced with a triangle filter that widens when reducing, as Pillow's bilinear resize does. */
    Planes resize(int newWidth, int newHeight) {
        float[][] resized = new float[channels.length][];
        TriangleFilter across = new TriangleFilter(width, newWidth);
        TriangleFilter down = new TriangleFilter(height, newHeight);
        for (int c = 0; c < channels.length; c++) {
            float[] rows = across.apply(channels[c], height, width, 1, newWidth, 1);
            resized[c] = down.apply(rows, newWidth, 1, newWidth, 1, newWidth);
        }
        return new Planes(newWidth, newHeight, resized);
    }

    /** All values, channel by channel, row by row: [C, H, W]. */
    float[] flatten() {
        float[] values = new float[channels.length * width * height];
        for (int c = 0; c < channels.length; c++) {
            System.arraycopy(channels[c], 0, values, c * width * height, width * height);
        }
        return values;
    }

    private float[] brightness(int[] colours) {
        if (colours.length == 1) {
            return channels[colours[0]];
        }
        float sum = 0;
        for (int colour : colours) {
            sum += LUMA[colour];
        }
        float[] brightness = new float[width * height];
        for (int i = 0; i < brightness.length; i++) {
            for (int colour : colours) {
                brightness[i] += LUMA[colour] / sum * channels[colour][i];
            }
        }
        return brightness;
    }
}
