package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.InputFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The picture's Fourier spectrum in decorrelated colours, through a sigmoid.
 *
 * <p>A value counts in units of {@value #STRENGTH} / k^exponent, with k the frequency in waves across the picture, so that one step
 * of the optimiser changes coarse shapes more than fine grain, as in natural images. These units do not depend on the size: a larger
 * picture of the same content has the same values at its low frequencies and zeros beyond.
 *
 * <p>Source: Olah, Mordvintsev and Schubert, "Feature Visualization", Distill 2017, and the colours of its program, Lucid (Apache-2.0).
 *
 * @param ops the engine's Fourier transform
 * @param input its channels; three of them that are red, green and blue, in whatever order, have decorrelated colours
 * @param exponent how fast the units fall with frequency
 * @param transparent whether a last plane says how opaque each pixel is
 * @param amplitudes the units by edge, kept since each step needs them
 */
record FourierImage(
        ImageOps ops, InputFormat input, double exponent, boolean transparent, Map<Integer, float[]> amplitudes)
        implements Parameterization {

    FourierImage(ImageOps ops, InputFormat input, double exponent, boolean transparent) {
        this(ops, input, exponent, transparent, new HashMap<>());
    }

    private static final double STRENGTH = 0.2;

    /** Spread of the values a picture begins with: barely visible. */
    private static final double START = 0.02;

    /** Square root of the covariance of ImageNet's colours (Lucid), a row for each of red, green and blue. */
    private static final double[][] COLOURS = {{0.26, 0.09, 0.02}, {0.27, 0.00, -0.05}, {0.27, -0.09, 0.03}};

    /** Length of the longest column of {@link #COLOURS}: brightness keeps its scale. */
    private static final double BRIGHTNESS = Math.sqrt(0.26 * 0.26 + 2 * 0.27 * 0.27);

    @Override
    public Shape shape(int edge) {
        return new Shape(1, planes(), edge, columns(edge), 2);
    }

    @Override
    public float[] start(int edge, RandomGenerator random, double contrast) {
        float[] values = new float[Math.toIntExact(shape(edge).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (START * contrast * random.nextGaussian());
        }
        return values;
    }

    @Override
    public float[] resize(float[] values, int from, int to, RandomGenerator random) {
        float[] result = new float[Math.toIntExact(shape(to).size())];
        copy(values, from, result, to, 2);
        return result;
    }

    /**
     * Copies the frequencies that two sizes share.
     *
     * @param numbers how many there are for each frequency
     */
    void copy(float[] values, int from, float[] result, int to, int numbers) {
        // Rows hold the frequencies 0, 1, …, −2, −1; columns 0, 1, …
        int limit = (Math.min(from, to) - 1) / 2;
        for (int plane = 0; plane < planes(); plane++) {
            for (int frequency = -limit; frequency <= limit; frequency++) {
                int source = (plane * from + Math.floorMod(frequency, from)) * columns(from) * numbers;
                int target = (plane * to + Math.floorMod(frequency, to)) * columns(to) * numbers;
                System.arraycopy(values, source, result, target, (limit + 1) * numbers);
            }
        }
    }

    private int planes() {
        return input.channels() + (transparent ? 1 : 0);
    }

    @Override
    public NDArray image(NDArray values) {
        NDManager manager = values.getManager();
        int edge = Math.toIntExact(values.getShape().get(2));
        NDArray amplitude =
                manager.create(amplitudes.computeIfAbsent(edge, this::amplitude), new Shape(edge, columns(edge), 1));
        NDArray colours = manager.create(colours(), new Shape(planes(), planes()));
        return ops.fromSpectrum(values, amplitude, colours);
    }

    private float[] amplitude(int edge) {
        float[] result = new float[edge * columns(edge)];
        for (int row = 0; row < edge; row++) {
            int down = Math.min(row, edge - row);
            for (int across = 0; across < columns(edge); across++) {
                // The highest frequency of an even edge has no phase and no counterpart in a larger picture.
                boolean highest = 2 * down == edge || 2 * across == edge;
                double waves = Math.max(1, Math.hypot(down, across));
                result[row * columns(edge) + across] = highest ? 0 : (float) (STRENGTH / Math.pow(waves, exponent));
            }
        }
        return result;
    }

    private float[] colours() {
        int channels = input.channels();
        boolean coloured = channels == 3 && input.showsAll();
        float[] result = new float[planes() * planes()];
        for (int row = 0; row < planes(); row++) {
            for (int column = 0; column < planes(); column++) {
                double alone = row == column ? 1 : 0;
                boolean mixed = coloured && row < channels && column < channels;
                result[row * planes() + column] =
                        (float) (mixed ? COLOURS[input.shown().indexOf(row)][column] / BRIGHTNESS : alone);
            }
        }
        return result;
    }

    private static int columns(int edge) {
        return edge / 2 + 1;
    }
}
