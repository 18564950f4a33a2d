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

    /** Share of a disc's radius within which it is whole. */
    private static final double FADE = 0.75;

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

    /** One colour all over. */
    static Planes flat(int width, int height, float[] colour) {
        float[][] channels = new float[colour.length][width * height];
        for (int c = 0; c < colour.length; c++) {
            Arrays.fill(channels[c], colour[c]);
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

    /**
     * Every pixel taken from elsewhere: from the point that the matrix leads to, both measured from the middle, rightwards and
     * downwards. Between pixels cubically (Keys: Cubic Convolution Interpolation, 1981), since linearly would blur all but the
     * quarter turns.
     */
    Planes mapped(double xx, double xy, double yx, double yy) {
        float[][] mapped = new float[channels.length][width * height];
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        for (int i = 0; i < width * height; i++) {
            double x = i % width - middleX;
            double y = row(i) - middleY;
            Cubic cubic = new Cubic(middleX + xx * x + xy * y, middleY + yx * x + yy * y);
            for (int c = 0; c < channels.length; c++) {
                mapped[c][i] = cubic.of(channels[c], width, height);
            }
        }
        return new Planes(width, height, mapped);
    }

    /** As many pixels around the middle; where there are none, the image goes on mirrored. */
    Planes centred(int newWidth, int newHeight) {
        float[][] centred = new float[channels.length][newWidth * newHeight];
        int left = Math.floorDiv(width - newWidth, 2);
        int top = Math.floorDiv(height - newHeight, 2);
        for (int i = 0; i < newWidth * newHeight; i++) {
            int x = mirrored(left + i % newWidth, width);
            int y = mirrored(top + i / newWidth, height);
            for (int c = 0; c < channels.length; c++) {
                centred[c][i] = channels[c][y * width + x];
            }
        }
        return new Planes(newWidth, newHeight, centred);
    }

    /** Every colour made of itself, the one before it and the one after it in the circle of red, green and blue; clipped as pictures are. */
    Planes mixed(double itself, double after, double before) {
        float[][] mixed = new float[channels.length][width * height];
        for (int c = 0; c < 3; c++) {
            float[] next = channels[(c + 1) % 3];
            float[] previous = channels[(c + 2) % 3];
            for (int i = 0; i < width * height; i++) {
                double value = itself * channels[c][i] + after * next[i] + before * previous[i];
                mixed[c][i] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return new Planes(width, height, mixed);
    }

    /** The disc in the middle, which fades into flat colours, so that no corner tells how far the image was turned. */
    Planes disc(float[] surround) {
        float[][] faded = new float[channels.length][width * height];
        double radius = Math.min(width, height) / 2.0;
        for (int i = 0; i < width * height; i++) {
            double distance = Math.hypot(i % width - (width - 1) / 2.0, row(i) - (height - 1) / 2.0);
            double out = Math.max(0, Math.min(1, (distance / radius - FADE) / (1 - FADE)));
            float share = (float) (0.5 + 0.5 * Math.cos(Math.PI * out));
            for (int c = 0; c < channels.length; c++) {
                faded[c][i] = surround[c] + share * (channels[c][i] - surround[c]);
            }
        }
        return new Planes(width, height, faded);
    }

    private int row(int pixel) {
        return pixel / width;
    }

    private static int mirrored(int at, int length) {
        int there = Math.floorMod(at, 2 * length);
        return there < length ? there : 2 * length - 1 - there;
    }

    /** A point between pixels. */
    private record Cubic(double x, double y) {

        float of(float[] plane, int width, int height) {
            int left = (int) Math.floor(x) - 1;
            int top = (int) Math.floor(y) - 1;
            double sum = 0;
            for (int row = 0; row < 4; row++) {
                double line = 0;
                int from = mirrored(top + row, height) * width;
                for (int column = 0; column < 4; column++) {
                    line += weight(x - left - column) * plane[from + mirrored(left + column, width)];
                }
                sum += weight(y - top - row) * line;
            }
            return (float) sum;
        }

        private static double weight(double distance) {
            double d = Math.abs(distance);
            if (d >= 2) {
                return 0;
            }
            return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2;
        }
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
