package io.github.featviz.probe;

import io.github.featviz.result.InputFormat;
import java.util.Random;

/**
 * Made images with the statistics of photographs, so that every network can be judged without a data set.
 *
 * <p>Even ones are noise whose spectrum falls like 1/f, odd ones <em>dead leaves</em>: opaque discs of all sizes that hide each
 * other (Lee, Mumford, Huang: Occlusion Models for Natural Images, 2001). Colours vary mostly in brightness, then from blue to
 * yellow, then from green to red, as in photographs.
 */
public final class ReferenceImages {

    /** How many there are. */
    public static final int COUNT = 64;

    /** Brightness, blue to yellow, green to red: rows of RGB, lengths as in photographs. */
    private static final float[][] COLOUR_AXES = {{0.26f, 0.26f, 0.26f}, {0.10f, 0.01f, -0.11f}, {0.03f, -0.05f, 0.03f}
    };

    private ReferenceImages() {}

    /**
     * One reference image.
     *
     * @param index 0 ≤ index &lt; {@link #COUNT}; the same index gives the same image
     * @return [C, size, size] in [0, 1]
     */
    public static float[] made(int index, InputFormat input) {
        Random random = new Random(0x5EEDL * 31 + index);
        Planes colours = index % 2 == 0 ? noise(input.size(), random) : deadLeaves(input.size(), random);
        return colours.patternFor(input).flatten();
    }

    private static Planes noise(int size, Random random) {
        float[][] axes = new float[COLOUR_AXES.length][];
        double steepness = 0.8 + 0.6 * random.nextDouble();
        for (int a = 0; a < axes.length; a++) {
            axes[a] = standardised(octaves(size, steepness, random));
        }
        float[][] rgb = new float[3][size * size];
        for (int i = 0; i < size * size; i++) {
            setColour(rgb, i, axes[0][i], axes[1][i], axes[2][i]);
        }
        return new Planes(size, size, rgb);
    }

    /** Grids of random values, each half as fine as the next, added with weights that fall with their frequency. */
    private static float[] octaves(int size, double steepness, Random random) {
        float[] sum = new float[size * size];
        for (int cells = 2; cells / 2 < size; cells *= 2) {
            int grid = Math.min(cells, size);
            float[] values = new float[grid * grid];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            float[] octave = new Planes(grid, grid, new float[][] {values})
                    .resize(size, size)
                    .flatten();
            float weight = (float) Math.pow(grid, -(steepness - 1) - 0.5);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * octave[i];
            }
        }
        return sum;
    }

    private static float[] standardised(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        double deviation = Math.sqrt(Math.max(1e-12, squares / values.length - mean * mean));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / deviation);
        }
        return values;
    }

    private static Planes deadLeaves(int size, Random random) {
        float[][] rgb = new float[3][size * size];
        boolean[] covered = new boolean[size * size];
        int left = covered.length;
        // Radii are distributed like r^-3, which is what makes the picture look alike at every scale. Front to back, so
        // that
        // each pixel is painted once; the bound only matters for the last crumbs.
        for (int leaf = 0; leaf < 20_000 && left > 0; leaf++) {
            double smallest = 1.5;
            double largest = size / 2.5;
            double u = random.nextDouble();
            double radius = 1 / Math.sqrt(u / (largest * largest) + (1 - u) / (smallest * smallest));
            left -= paint(rgb, covered, size, random.nextDouble() * size, random.nextDouble() * size, radius, random);
        }
        return new Planes(size, size, rgb);
    }

    private static int paint(
            float[][] rgb, boolean[] covered, int size, double x, double y, double radius, Random random) {
        float brightness = (float) random.nextGaussian();
        float blueYellow = (float) random.nextGaussian();
        float greenRed = (float) random.nextGaussian();
        int painted = 0;
        for (int row = (int) Math.max(0, y - radius); row < Math.min(size, y + radius); row++) {
            for (int column = (int) Math.max(0, x - radius); column < Math.min(size, x + radius); column++) {
                int i = row * size + column;
                if (!covered[i] && Math.hypot(column - x, row - y) < radius) {
                    covered[i] = true;
                    setColour(rgb, i, brightness, blueYellow, greenRed);
                    painted++;
                }
            }
        }
        return painted;
    }

    private static void setColour(float[][] rgb, int i, float brightness, float blueYellow, float greenRed) {
        for (int c = 0; c < 3; c++) {
            float value = 0.45f
                    + brightness * COLOUR_AXES[0][c]
                    + blueYellow * COLOUR_AXES[1][c]
                    + greenRed * COLOUR_AXES[2][c];
            rgb[c][i] = Math.min(1, Math.max(0, value));
        }
    }
}
