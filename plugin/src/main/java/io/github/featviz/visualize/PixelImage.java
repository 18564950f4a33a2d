package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.InputFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The pixels themselves, as the network gets them: normalised. Where its deviation is tiny, as with a network that takes pixels of 0 to 255,
 * they count in units of {@value #LEAST_UNIT}, so that the optimiser's steps lead somewhere.
 *
 * <p>A larger size is reached as in the article: denormalised, cubic interpolation, box blur, normalised again. Nothing is clipped.
 *
 * @param input the network's normalisation
 * @param blur edge of the box blur after an enlargement, in pixels; 1: none
 */
record PixelImage(InputFormat input, int blur) implements Parameterization {

    private static final double DARKEST = 150 / 255.0;
    private static final double BRIGHTEST = 180 / 255.0;

    /** Smallest unit that pixels count in, as a share of white. */
    private static final double LEAST_UNIT = 0.1;

    @Override
    public Shape shape(int edge) {
        return new Shape(1, input.channels(), edge, edge);
    }

    @Override
    public float[] start(int edge, RandomGenerator random, double contrast) {
        double spread = contrast * (BRIGHTEST - DARKEST) / 2;
        double middle = (BRIGHTEST + DARKEST) / 2;
        float[] pixels = new float[input.channels() * edge * edge];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(0, Math.min(1, random.nextDouble(middle - spread, middle + spread)));
        }
        return normalised(pixels);
    }

    @Override
    public float[] resize(float[] values, int from, int to, RandomGenerator random) {
        Raster enlarged = new Raster(input.channels(), from, denormalised(values)).resized(to);
        return normalised(enlarged.blurred(blur).values());
    }

    @Override
    public NDArray image(NDArray values) {
        Shape perChannel = new Shape(1, input.channels(), 1, 1);
        NDArray unit = values.getManager().create(floats(units()), perChannel);
        NDArray mean = values.getManager().create(floats(input.mean()), perChannel);
        return values.mul(unit).add(mean);
    }

    private List<Double> units() {
        return input.std().stream().map(std -> Math.max(LEAST_UNIT, std)).toList();
    }

    private float[] normalised(float[] pixels) {
        int plane = pixels.length / input.channels();
        List<Double> units = units();
        float[] result = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / plane;
            result[i] = (float) ((pixels[i] - input.mean().get(channel)) / units.get(channel));
        }
        return result;
    }

    private float[] denormalised(float[] values) {
        int plane = values.length / input.channels();
        List<Double> units = units();
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / plane;
            result[i] = (float) (values[i] * units.get(channel) + input.mean().get(channel));
        }
        return result;
    }

    private static float[] floats(List<Double> numbers) {
        float[] result = new float[numbers.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = numbers.get(i).floatValue();
        }
        return result;
    }
}
