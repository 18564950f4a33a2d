package io.github.featviz.visualize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A picture under way: its numbers, and what became of it. */
final class Sketch {

    /** Less contrast than this (as a share of white) reads as a grey square. */
    private static final double GREY = 0.01;

    private final Objective objective;
    private final Beginning beginning;
    private final SplittableRandom random;
    private final List<Double> trajectory = new ArrayList<>();
    private float[] values;
    private @Nullable Raster picture;
    private Optional<String> fault = Optional.empty();
    private boolean low;

    Sketch(Objective objective, Parameterization parameterization, int edge, Beginning beginning) {
        this.objective = objective;
        this.beginning = beginning;
        this.random = new SplittableRandom(beginning.seed());
        this.values = parameterization.start(edge, random, beginning.contrast());
    }

    /**
     * How a picture begins.
     *
     * @param seed decides everything random
     * @param contrast of the noise that it begins with; 1: hardly visible
     */
    record Beginning(long seed, double contrast) {}

    /** Measures a finished picture. */
    @FunctionalInterface
    interface Measure {
        double of(Objective objective, Raster picture);
    }

    Objective objective() {
        return objective;
    }

    Beginning beginning() {
        return beginning;
    }

    RandomGenerator random() {
        return random;
    }

    /** What the optimiser changes. */
    float[] values() {
        return values;
    }

    /** Brings the numbers to another size. */
    void resize(Parameterization parameterization, int from, int to) {
        values = parameterization.resize(values, from, to, random);
    }

    /** Notes the objective before a step. */
    void reached(double objective) {
        trajectory.add(objective);
    }

    /** Takes over what the optimiser has made of the numbers. */
    void changed(float[] newValues) {
        values = newValues;
    }

    /** Whether the objective was the same before every step so far. */
    boolean isStuck() {
        return trajectory.stream().distinct().count() == 1;
    }

    /** Whether it is a picture of which what it was to make large rose. */
    boolean rose() {
        return fault.isEmpty();
    }

    /** Whether it is a picture, though what it was to make large may have changed downwards only: that comes out weak. */
    boolean isPicture() {
        return low || fault.isEmpty();
    }

    /** Ends it unfinished. */
    void giveUp() {
        fault = Optional.of(neverRose());
    }

    private String neverRose() {
        return String.format(Locale.ROOT, "what it was to make large never rose above %.4g", trajectory.get(0));
    }

    /**
     * Judges what came of it.
     *
     * @param noise what it began with, at the size of the finished picture
     */
    void end(Raster drawn, Supplier<Raster> noise, Measure measure) {
        picture = drawn;
        fault = faultOf(drawn, noise, measure);
    }

    /** What came of it. */
    Raster picture() {
        if (picture == null) {
            throw new IllegalStateException("the picture is not finished");
        }
        return picture;
    }

    /** The objective before every step so far. */
    List<Double> trajectory() {
        return List.copyOf(trajectory);
    }

    /** The objective before the last step. */
    double lastReached() {
        return trajectory.get(trajectory.size() - 1);
    }

    /** Why the picture shows nothing; empty when it shows something, or is not drawn yet. */
    Optional<String> fault() {
        return fault;
    }

    private Optional<String> faultOf(Raster drawn, Supplier<Raster> noise, Measure measure) {
        double first = trajectory.get(0);
        double best = trajectory.stream().mapToDouble(Double::doubleValue).max().orElse(first);
        if (!trajectory.stream().allMatch(Double::isFinite)) {
            return Optional.of("its activation became infinite or no number");
        }
        double contrast = drawn.contrast();
        if (!exceeds(best, first) && !rose(measure.of(objective, drawn), first, noise, measure)) {
            low = contrast >= GREY && !isStuck();
            return Optional.of(neverRose());
        }
        return contrast < GREY
                ? Optional.of(String.format(Locale.ROOT, "the picture stayed grey (contrast %.4f of 1)", contrast))
                : Optional.empty();
    }

    /**
     * Whether the finished picture reached more than the noise. After few steps the trajectory, which tells of what was before each, may not
     * show that yet; and noise of the first and smaller size may reach more than any picture of the last.
     */
    private boolean rose(double reached, double first, Supplier<Raster> noise, Measure measure) {
        return exceeds(reached, first) || exceeds(reached, measure.of(objective, noise.get()));
    }

    private static boolean exceeds(double one, double other) {
        return one > other + 1e-6 * Math.abs(other);
    }
}
