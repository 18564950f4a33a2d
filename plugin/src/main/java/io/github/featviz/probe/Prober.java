package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.Centre;
import io.github.featviz.network.Network;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layout;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Shows images to a network and notes what they do to it. */
public final class Prober {

    private static final int BATCH = 8;
    private static final int TOP_CLASSES = 5;

    private final Network network;
    private final InputFormat input;
    private final UnaryOperator<NDArray> reading;

    private final Batches batches = new Batches(BATCH);

    /** @param network a loaded network; it stays the caller's to close */
    public Prober(Network network) {
        this(network, Prober::channelMeans);
    }

    private Prober(Network network, UnaryOperator<NDArray> reading) {
        this.network = network;
        this.input = network.input();
        this.reading = reading;
    }

    /**
     * One that notes what feature maps have at their centre in place of their mean.
     *
     * @param network a loaded network; it stays the caller's to close
     */
    public static Prober atCentre(Network network) {
        return new Prober(network, Centre::of);
    }

    /** Mean activation of every feature map of a layer for a photograph at the input size. */
    public Response respond(BufferedImage photograph, String layer) {
        return respond(layer, Preprocessing.square(photograph, input), input.size(), input.size());
    }

    /** Mean activation of every feature map of a layer for a finished picture at its own size. */
    public Response respondAsIs(BufferedImage picture, String layer) {
        return respond(layer, Preprocessing.asIs(picture, input), picture.getHeight(), picture.getWidth());
    }

    /**
     * Mean activation of every feature map of a layer for a finished picture at its own size, with the channels that cannot be seen.
     *
     * @param planes one 8-bit grey image a channel
     */
    public Response respondAsIs(List<BufferedImage> planes, String layer) {
        BufferedImage first = planes.get(0);
        return respond(layer, Preprocessing.planes(planes), first.getHeight(), first.getWidth());
    }

    private Response respond(String layer, float[] image, int height, int width) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray images = array(manager, image, 1, height, width);
            float[] means = reading.apply(network.features(layer, images)).toFloatArray();
            return new Response(boxed(means, 0, means.length));
        }
    }

    /** How every filter of a layer answers to the {@link ReferenceImages}. */
    public Moments references(String layer) {
        List<float[]> answers =
                batches.answers(ReferenceImages.COUNT, (first, count) -> referenceBatch(layer, first, count));
        double[] sum = new double[answers.get(0).length];
        double[] squares = new double[sum.length];
        double[] peak = new double[sum.length];
        Arrays.fill(peak, Double.NEGATIVE_INFINITY);
        for (float[] means : answers) {
            for (int f = 0; f < means.length; f++) {
                sum[f] += means[f];
                squares[f] += (double) means[f] * means[f];
                peak[f] = Math.max(peak[f], means[f]);
            }
        }
        return moments(sum, squares, peak);
    }

    /** What each of some images does to each filter. */
    private List<float[]> referenceBatch(String layer, int first, int count) {
        int values = input.channels() * input.size() * input.size();
        float[] images = new float[count * values];
        for (int i = 0; i < count; i++) {
            System.arraycopy(ReferenceImages.made(first + i, input), 0, images, i * values, values);
        }
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray means =
                    reading.apply(network.features(layer, array(manager, images, count, input.size(), input.size())));
            List<float[]> answers = new ArrayList<>();
            for (long i = 0; i < means.getShape().get(0); i++) {
                answers.add(means.get(i).toFloatArray());
            }
            return answers;
        }
    }

    private static Moments moments(double[] sum, double[] squares, double[] peak) {
        List<Double> mean = new ArrayList<>();
        List<Double> variance = new ArrayList<>();
        for (int f = 0; f < sum.length; f++) {
            double m = sum[f] / ReferenceImages.COUNT;
            mean.add(m);
            variance.add(Math.max(0, squares[f] / ReferenceImages.COUNT - m * m));
        }
        return new Moments(
                ReferenceImages.COUNT,
                mean,
                variance,
                Arrays.stream(peak).boxed().toList());
    }

    /**
     * One filter's activations over a photograph at the input size.
     *
     * @throws IllegalArgumentException when the layer has neither feature maps nor a square grid of tokens
     */
    public FeatureMap map(BufferedImage photograph, String layer, int filter) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray images = array(manager, Preprocessing.square(photograph, input), 1, input.size(), input.size());
            NDArray activation = network.features(layer, images).get(new NDIndex(":, {}", filter));
            return map(layer, activation);
        }
    }

    /** From [1, H, W], or from [1, T] whose tokens make a square grid, after a class token or without. */
    private static FeatureMap map(String layer, NDArray activation) {
        Shape shape = activation.getShape();
        float[] values = activation.toFloatArray();
        if (shape.dimension() == 3) {
            int height = Math.toIntExact(shape.get(1));
            int width = Math.toIntExact(shape.get(2));
            return new FeatureMap(width, height, boxed(values, 0, values.length));
        }
        int edge = shape.dimension() == 2 ? Layout.gridEdge(values.length) : 0;
        if (edge == 0) {
            throw new IllegalArgumentException(
                    layer + " has no feature maps: of one filter, its output has the shape " + shape);
        }
        return new FeatureMap(edge, edge, boxed(values, values.length - edge * edge, values.length));
    }

    /** The network's likeliest classes for a photograph; none when nothing that it returns is [1, classes]. */
    public Classification classify(BufferedImage photograph) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray images = array(manager, Preprocessing.square(photograph, input), 1, input.size(), input.size());
            return network.scores(images)
                    .map(scores -> top(probabilities(scores.toFloatArray())))
                    .orElse(new Classification(List.of()));
        }
    }

    /** Softmax, unless the network ends in one already. */
    private static double[] probabilities(float[] output) {
        double[] values =
                IntStream.range(0, output.length).mapToDouble(i -> output[i]).toArray();
        boolean already = Arrays.stream(values).allMatch(value -> value >= 0)
                && Math.abs(Arrays.stream(values).sum() - 1) < 1e-3;
        if (already) {
            return values;
        }
        double largest = Arrays.stream(values).max().orElse(0);
        double[] exponentials =
                Arrays.stream(values).map(value -> Math.exp(value - largest)).toArray();
        double total = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(value -> value / total).toArray();
    }

    private static Classification top(double[] probabilities) {
        return new Classification(IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Classification.Score(i, probabilities[i]))
                .sorted(Comparator.comparingDouble(Classification.Score::probability)
                        .reversed())
                .limit(TOP_CLASSES)
                .toList());
    }

    private NDArray array(NDManager manager, float[] values, int count, int height, int width) {
        return manager.create(FloatBuffer.wrap(values), new Shape(count, input.channels(), height, width));
    }

    /** [N, C, H, W] and [N, C, T] to [N, C]; [N, C] stays. */
    private static NDArray channelMeans(NDArray features) {
        NDArray means = features;
        while (means.getShape().dimension() > 2) {
            means = means.mean(new int[] {means.getShape().dimension() - 1});
        }
        return means;
    }

    private static List<Double> boxed(float[] values, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> (double) values[i]).toList();
    }
}
