package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is usual for every filter of a layer: mean and standard deviation of its mean activation over the reference images and
 * photographs, or of its activation at a single place.
 *
 * <p>A photograph that is judged should not be part of its own baseline: among n values none can lie further than
 * (n − 1)/√n standard deviations from their mean, which would cap every spike.
 */
public final class Baseline {

    /** Where among the layer's deviations, in order, the one lies that every filter's is widened by. */
    private static final double LIVELY = 0.9;

    /** Standard deviations of what is no number. */
    static final double NOTHING = -1e9;

    private final double[] mean;
    private final double[] deviation;

    private Baseline(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * The baseline over reference images and photographs, each image with the same weight.
     *
     * @param references the layer's moments over the reference images
     * @param photographs the layer's responses to the photographs that count
     */
    public static Baseline of(Moments references, List<Response> photographs) {
        int filters = references.mean().size();
        int count = references.count() + photographs.size();
        double[] mean = new double[filters];
        for (int f = 0; f < filters; f++) {
            mean[f] = references.count() * references.mean().get(f);
        }
        for (Response photograph : photographs) {
            for (int f = 0; f < filters; f++) {
                mean[f] += photograph.means().get(f);
            }
        }
        double[] deviation = new double[filters];
        for (int f = 0; f < filters; f++) {
            mean[f] /= count;
            // Deviations are taken from the pooled mean, so that values that are large beside their spread lose no
            // digits.
            deviation[f] = references.count()
                    * (references.variance().get(f) + square(references.mean().get(f) - mean[f]));
        }
        for (Response photograph : photographs) {
            for (int f = 0; f < filters; f++) {
                deviation[f] += square(photograph.means().get(f) - mean[f]);
            }
        }
        for (int f = 0; f < filters; f++) {
            deviation[f] = Math.sqrt(deviation[f] / count);
        }
        return new Baseline(mean, widened(deviation));
    }

    /**
     * What is usual at a single place, which varies more than the mean over all places does: what the activation of one neuron is held
     * against. Each image has the same weight.
     *
     * @throws IllegalArgumentException if it was not measured how activations spread over the places
     */
    public static Baseline ofPlaces(Moments references, List<Response> photographs) {
        List<Levels> levels = IntStream.range(0, references.mean().size())
                .mapToObj(filter -> Levels.of("", filter, references, photographs)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "It was not measured how activations spread over the places")))
                .toList();
        return new Baseline(
                levels.stream().mapToDouble(Levels::mean).toArray(),
                widened(levels.stream().mapToDouble(Levels::deviation).toArray()));
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Widened by the deviation of a lively filter of the layer. Made images hardly wake the filters of late layers; taken
     * alone, their tiny deviations would turn any photograph into a spike of a hundred σ. The idea is that of the constant
     * added to each denominator in Tusher, Tibshirani, Chu: Significance analysis of microarrays, 2001.
     */
    private static double[] widened(double[] deviation) {
        double[] sorted = deviation.clone();
        Arrays.sort(sorted);
        double lively = sorted.length == 0 ? 0 : sorted[(int) (sorted.length * LIVELY)];
        return Arrays.stream(deviation)
                .map(value -> Math.max(1e-12, Math.hypot(value, lively)))
                .toArray();
    }

    /** Number of filters. */
    public int filters() {
        return mean.length;
    }

    /** The filter's usual activation. */
    public double mean(int filter) {
        return mean[filter];
    }

    /** How much the filter usually varies, widened; positive. */
    public double deviation(int filter) {
        return deviation[filter];
    }

    /** Standard deviations between a value and the filter's usual activation; NaN counts as far below. */
    public double sigma(int filter, double value) {
        double sigma = (value - mean[filter]) / deviation[filter];
        return Double.isNaN(sigma) ? NOTHING : sigma;
    }

    /** All filters of a response in standard deviations, index = filter. */
    public List<Double> sigmas(Response response) {
        return IntStream.range(0, filters())
                .mapToObj(f -> sigma(f, response.means().get(f)))
                .toList();
    }
}
