package io.github.featviz.visualize;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A square picture as numbers, black 0 and white 1, values beyond these allowed. */
final class Raster {

    /** The free parameter of cubic convolution, as OpenCV has it. */
    private static final double CUBIC = -0.75;

    private final int channels;
    private final int edge;
    private final float[] values;

    /**
     * Takes the numbers as they are.
     *
     * @param channels planes
     * @param edge pixels
     * @param values [C, edge, edge] row by row
     */
    Raster(int channels, int edge, float[] values) {
        this.channels = channels;
        this.edge = edge;
        this.values = values;
    }

    /** The numbers, [C, edge, edge] row by row. */
    float[] values() {
        return values;
    }

    /** At another size: cubic interpolation between pixel centres, border pixels repeated, no smoothing when it gets smaller. */
    Raster resized(int newEdge) {
        float[] result = new float[channels * newEdge * newEdge];
        double scale = (double) edge / newEdge;
        float[] wide = new float[edge * newEdge];
        for (int channel = 0; channel < channels; channel++) {
            for (int x = 0; x < newEdge; x++) {
                for (int y = 0; y < edge; y++) {
                    wide[y * newEdge + x] = cubic(values, channel * edge * edge + y * edge, 1, (x + 0.5) * scale - 0.5);
                }
            }
            for (int y = 0; y < newEdge; y++) {
                for (int x = 0; x < newEdge; x++) {
                    result[(channel * newEdge + y) * newEdge + x] = cubic(wide, x, newEdge, (y + 0.5) * scale - 0.5);
                }
            }
        }
        return new Raster(channels, newEdge, result);
    }

    /** Each pixel the mean of the box around it, mirrored at the borders without repeating the border pixel. */
    Raster blurred(int box) {
        if (box == 1) {
            return this;
        }
        float[] across = new float[values.length];
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int x = i % edge;
            across[i] = mean(values, i - x, 1, x, box);
        }
        for (int i = 0; i < values.length; i++) {
            int y = i / edge % edge;
            result[i] = mean(across, i - y * edge, edge, y, box);
        }
        return new Raster(channels, edge, result);
    }

    /**
     * As an 8-bit picture, clipped to [0, 1].
     *
     * @param shown the planes that are red, green and blue
     */
    BufferedImage toImage(List<Integer> shown) {
        BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        int red = shown.get(0);
        int green = shown.get(1);
        int blue = shown.get(2);
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                image.setRGB(x, y, level(red, y, x) << 16 | level(green, y, x) << 8 | level(blue, y, x));
            }
        }
        return image;
    }

    /** Every plane as an 8-bit grey picture, clipped to [0, 1]. */
    List<BufferedImage> toPlanes() {
        List<BufferedImage> planes = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            BufferedImage plane = new BufferedImage(edge, edge, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < edge * edge; i++) {
                plane.getRaster().setSample(i % edge, i / edge, 0, level(channel, i / edge, i % edge));
            }
            planes.add(plane);
        }
        return planes;
    }

    /** Standard deviation of the values about each plane's mean. */
    double contrast() {
        int plane = edge * edge;
        double squares = 0;
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int i = 0; i < plane; i++) {
                sum += values[channel * plane + i];
            }
            double mean = sum / plane;
            for (int i = 0; i < plane; i++) {
                double difference = values[channel * plane + i] - mean;
                squares += difference * difference;
            }
        }
        return Math.sqrt(squares / values.length);
    }

    private int level(int channel, int y, int x) {
        float value = values[(channel * edge + y) * edge + x];
        return Math.round(255 * Math.max(0, Math.min(1, value)));
    }

    private float cubic(float[] line, int offset, int stride, double position) {
        int left = (int) Math.floor(position);
        double t = position - left;
        double sum = 0;
        for (int tap = -1; tap <= 2; tap++) {
            int index = Math.max(0, Math.min(edge - 1, left + tap));
            sum += weight(Math.abs(t - tap)) * line[offset + index * stride];
        }
        return (float) sum;
    }

    private static double weight(double d) {
        if (d <= 1) {
            return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
        }
        return d < 2 ? ((CUBIC * d - 5 * CUBIC) * d + 8 * CUBIC) * d - 4 * CUBIC : 0;
    }

    private float mean(float[] line, int offset, int stride, int centre, int box) {
        double sum = 0;
        for (int i = 0; i < box; i++) {
            sum += line[offset + mirrored(centre - box / 2 + i) * stride];
        }
        return (float) (sum / box);
    }

    private int mirrored(int index) {
        int period = Math.max(1, 2 * (edge - 1));
        int folded = Math.floorMod(index, period);
        return Math.min(folded, period - folded) % edge;
    }
}
