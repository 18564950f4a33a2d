package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Tuning;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How every filter of a layer answers to a picture that is changed step by step.
 *
 * @param steps how far the picture was changed
 * @param means mean activation of each filter at each step; outer index = filter
 * @param blank its mean activation where there is no picture
 * @param deviation its standard deviation over the reference images
 */
public record TuningCurves(List<Double> steps, List<List<Double>> means, List<Double> blank, List<Double> deviation) {

    /** Of what it rises above no answer a curve has to lose so much, or the filter does not care how the picture was changed. */
    private static final double LEAST_SWING = 0.25;

    /** Less than this part of what is usual variation is no answer. */
    private static final double LEAST_DEVIATIONS = 0.5;

    /** The curves of a layer for a picture. */
    public static TuningCurves of(Tuning tuning, Moments references) {
        int filters = references.mean().size();
        return new TuningCurves(
                tuning.steps(),
                IntStream.range(0, filters)
                        .mapToObj(filter -> tuning.answers().stream()
                                .map(answer -> answer.means().get(filter))
                                .toList())
                        .toList(),
                tuning.blank().means(),
                references.variance().stream().map(Math::sqrt).toList());
    }

    /** The step at which a filter answers most strongly; the first of equals. */
    public int peak(int filter) {
        List<Double> curve = means.get(filter);
        return curve.indexOf(Collections.max(curve));
    }

    /** How far the filter's largest answer is above that to no picture. */
    public double rise(int filter) {
        return rise(filter, peak(filter));
    }

    /** How far a filter's answer is above that to no picture. */
    public double rise(int filter, int step) {
        return means.get(filter).get(step) - blank.get(filter);
    }

    /**
     * Other filters that may be relatives, those that care most how the picture was changed first: their curves rise above what they say to no picture and
     * lose at least a quarter of that elsewhere.
     */
    public List<Integer> candidates(int own) {
        return IntStream.range(0, means.size())
                .filter(filter -> filter != own && rise(filter) > 0 && swing(filter) >= LEAST_SWING * rise(filter))
                .boxed()
                .filter(filter -> deviations(filter) >= LEAST_DEVIATIONS)
                .sorted(Comparator.comparingDouble(this::deviations).reversed())
                .toList();
    }

    private double swing(int filter) {
        return Collections.max(means.get(filter)) - Collections.min(means.get(filter));
    }

    /** Filters that references never wake must not come first for that alone. */
    private double deviations(int filter) {
        List<Double> sorted = deviation.stream().sorted().toList();
        double floor = Math.max(1e-12, sorted.get(sorted.size() / 2) / 10);
        return swing(filter) / Math.max(floor, deviation.get(filter));
    }
}
