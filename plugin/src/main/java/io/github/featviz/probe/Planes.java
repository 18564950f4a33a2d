package io.github.featviz.probe;

import java.awt.image.BufferedImage;

/**
 * An image as colour planes.
 *
 * <p>Not a record: it holds arrays, which have no value equality.
 */
final class Planes {

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

    /** The same image with another number of channels: 1 is luma (ITU-R BT.601), more than 3 repeat the colours. */
    Planes withChannels(int count) {
        float[][] converted = new float[count][];
        for (int c = 0; c < count; c++) {
            converted[c] = count == 1 ? luma() : channels[c % channels.length];
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

    private float[] luma() {
        if (channels.length < 3) {
            return channels[0];
        }
        float[] luma = new float[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = 0.299f * channels[0][i] + 0.587f * channels[1][i] + 0.114f * channels[2][i];
        }
        return luma;
    }
}
