package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.Centre;
import io.github.featviz.network.Network;
import io.github.featviz.result.Answers;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layout;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Spread;
import io.github.featviz.result.Tuning;
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

    /** Of every filter: mean activation, mean square, share of places above zero. */
    private static final int MEASURES = 3;

    private final Network network;
    private final InputFormat input;
    private final UnaryOperator<NDArray> reading;

    private final Batches batches = new Batches(BATCH);

    /** @param network a loaded network; it stays the caller's to close */
    public Prober(Network network) {
        this(network, UnaryOperator.identity());
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

    /**
     * How every filter of a layer answers to a finished picture that is changed step by step: a disc of it, at its own size, that
     * fades into the colour that normalisation makes zero. Channels that cannot be seen stay at their mean.
     */
    public Tuning tune(BufferedImage picture, String layer, Variation variation) {
        Planes whole = Planes.of(picture);
        float[] surround = new float[3];
        for (int colour = 0; colour < 3; colour++) {
            surround[colour] = input.mean().get(input.shown().get(colour)).floatValue();
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        Response blank = respond(
                layer, Planes.flat(width, height, surround).photographFor(input).flatten(), height, width);
        List<Response> answers = new ArrayList<>();
        // One by one: pictures are large, and sizes that a network cannot batch would have to be found out.
        for (double step : variation.steps()) {
            Planes shown = variation.changed(whole, step).disc(surround);
            answers.add(respond(layer, shown.photographFor(input).flatten(), height, width));
        }
        return new Tuning(variation.steps(), answers, blank);
    }

    private Response respond(String layer, float[] image, int height, int width) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray images = array(manager, image, 1, height, width);
            return response(
                    answers(reading.apply(network.features(layer, images))).get(0));
        }
    }

    /** How every filter of a layer answers to the {@link ReferenceImages}. */
    public Moments references(String layer) {
        List<float[]> answers =
                batches.answers(ReferenceImages.COUNT, (first, count) -> referenceBatch(layer, first, count));
        int filters = answers.get(0).length / MEASURES;
        double[] sum = new double[answers.get(0).length];
        double[] squares = new double[filters];
        double[] peak = new double[filters];
        Arrays.fill(peak, Double.NEGATIVE_INFINITY);
        for (float[] answer : answers) {
            for (int f = 0; f < answer.length; f++) {
                sum[f] += answer[f];
            }
            for (int f = 0; f < filters; f++) {
                squares[f] += (double) answer[f] * answer[f];
                peak[f] = Math.max(peak[f], answer[f]);
            }
        }
        return moments(sum, squares, peak, answers);
    }

    /** How every filter of a layer answers to each of the {@link ReferenceImages}. */
    public Answers answers(String layer) {
        return new Answers(
                batches.answers(ReferenceImages.COUNT, (first, count) -> referenceBatch(layer, first, count)).stream()
                        .map(answer -> new Response(boxed(answer, 0, answer.length / MEASURES)))
                        .toList());
    }

    /** What each of some images does to each filter. */
    private List<float[]> referenceBatch(String layer, int first, int count) {
        int values = input.channels() * input.size() * input.size();
        float[] images = new float[count * values];
        for (int i = 0; i < count; i++) {
            System.arraycopy(ReferenceImages.made(first + i, input), 0, images, i * values, values);
        }
        try (NDManager manager = network.manager().newSubManager()) {
            return answers(network.features(layer, array(manager, images, count, input.size(), input.size())));
        }
    }

    private static Moments moments(double[] sum, double[] squares, double[] peak, List<float[]> answers) {
        int filters = peak.length;
        List<Double> means =
                Arrays.stream(sum).map(of -> of / ReferenceImages.COUNT).boxed().toList();
        List<Double> mean = means.subList(0, filters);
        List<Double> variance = IntStream.range(0, filters)
                .mapToObj(f -> Math.max(0, squares[f] / ReferenceImages.COUNT - mean.get(f) * mean.get(f)))
                .toList();
        return new Moments(
                ReferenceImages.COUNT,
                mean,
                variance,
                Arrays.stream(peak).boxed().toList(),
                new Spread(means.subList(filters, 2 * filters), means.subList(2 * filters, 3 * filters)),
                answers.stream().map(answer -> shortened(answer, filters)).toList());
    }

    /** As few digits as tell the numbers apart: there are many. */
    private static List<Double> shortened(float[] values, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Double.valueOf(Float.toString(values[i])))
                .toList();
    }

    private static Response response(float[] answer) {
        int filters = answer.length / MEASURES;
        return new Response(
                boxed(answer, 0, filters),
                new Spread(boxed(answer, filters, 2 * filters), boxed(answer, 2 * filters, 3 * filters)));
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
                    .map(scores -> top(Probabilities.of(scores.toFloatArray())))
                    .orElse(new Classification(List.of()));
        }
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

    /**
     * What each of N images does to each of C filters, from [N, C, H, W], [N, C, T] or [N, C]: their mean activations, then the means of
     * their squares, then the shares of places at which they are above zero.
     */
    private static List<float[]> answers(NDArray features) {
        NDArray places =
                features.reshape(features.getShape().get(0), features.getShape().get(1), -1);
        int[] last = {2};
        NDArray measures = places.mean(last)
                .concat(places.square().mean(last), 1)
                .concat(places.gt(0).toType(DataType.FLOAT32, false).mean(last), 1);
        List<float[]> answers = new ArrayList<>();
        for (long i = 0; i < measures.getShape().get(0); i++) {
            answers.add(measures.get(i).toFloatArray());
        }
        return answers;
    }

    private static List<Double> boxed(float[] values, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> (double) values[i]).toList();
    }
}
