package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.UnknownLayerException;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds out what a filter says for and against every class of a classifier.
 *
 * <p>The filter's activation is raised a little everywhere, and lowered as much; the difference of the scores is their derivative along
 * the feature map. That takes two runs of the network whatever the number of classes, where a gradient takes one for each.
 */
public final class Advocate {

    /** Of a standard deviation: small enough to be near the derivative, large enough to be far from the noise of single precision. */
    private static final double STEP = 0.1;

    private static final double LEAST_PROBABILITY = 1e-30;

    private final Network network;
    private final InputFormat input;

    /** @param network a loaded network; it stays the caller's to close */
    public Advocate(Network network) {
        this.network = network;
        this.input = network.input();
    }

    /**
     * A filter's effects on the classes, averaged over some images.
     *
     * @param deviation the standard deviation of its activation, positive
     * @return without effects where the network is no classifier, or the layer is none that can be steered
     */
    public ClassEffects effects(List<BufferedImage> images, String layer, int filter, double deviation) {
        Layer described = network.describe().layer(layer).orElse(null);
        ClassEffects none = new ClassEffects(0, deviation, List.of());
        if (described == null || described.filters() <= filter) {
            return none;
        }
        try {
            return effects(images, described, filter, deviation, none);
        } catch (NetworkException | UnknownLayerException e) {
            // Not every network's code can be steered. That says nothing against its pictures.
            return none;
        }
    }

    private ClassEffects effects(
            List<BufferedImage> images, Layer layer, int filter, double deviation, ClassEffects none) {
        double[] sum = {};
        for (BufferedImage image : images) {
            double[] effects = effects(image, layer, filter, deviation);
            if (effects.length == 0) {
                return none;
            }
            sum = sum.length == 0 ? effects : sum(sum, effects);
        }
        double mean = Arrays.stream(sum).average().orElse(0);
        return new ClassEffects(
                images.size(),
                deviation,
                Arrays.stream(sum)
                        .map(effect -> (effect - mean) / images.size())
                        .boxed()
                        .toList());
    }

    private static double[] sum(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] + other[i])
                .toArray();
    }

    /** Empty where there are no scores. */
    private double[] effects(BufferedImage image, Layer layer, int filter, double deviation) {
        try (NDManager manager = network.manager().newSubManager()) {
            float[] square = Preprocessing.square(image, input);
            NDArray images = manager.create(
                    FloatBuffer.wrap(square), new Shape(1, input.channels(), input.size(), input.size()));
            double step = STEP * deviation;
            double[] raised = scores(layer, shift(manager, layer, filter, step), images);
            double[] lowered = scores(layer, shift(manager, layer, filter, -step), images);
            return IntStream.range(0, raised.length)
                    .mapToDouble(i -> (raised[i] - lowered[i]) / (2 * STEP))
                    .toArray();
        }
    }

    private double[] scores(Layer layer, NDArray shift, NDArray images) {
        Optional<NDArray> found = network.steeredScores(layer.name(), shift, images);
        double[] scores =
                found.map(array -> Probabilities.doubles(array.toFloatArray())).orElse(new double[0]);
        // The logarithm of a probability is a score, but for a summand that all classes share.
        return Probabilities.are(scores)
                ? Arrays.stream(scores)
                        .map(probability -> Math.log(Math.max(LEAST_PROBABILITY, probability)))
                        .toArray()
                : scores;
    }

    /** One value for the filter, none for the others, wherever the layer has its channels. */
    private static NDArray shift(NDManager manager, Layer layer, int filter, double step) {
        int axis = layer.layout().axis();
        long[] shape = new long[layer.shape().size()];
        Arrays.fill(shape, 1);
        shape[axis] = layer.filters();
        float[] values = new float[layer.filters()];
        values[filter] = (float) step;
        return manager.create(values, new Shape(shape));
    }
}
