package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** One attempt at a picture: the numbers under way, from the first size to the last. */
final class Run {

    /** Less contrast than this (as a share of white) reads as a grey square. */
    private static final double GREY = 0.01;

    private final Network network;
    private final String layer;
    private final Objective objective;
    private final Recipe recipe;
    private final Parameterization parameterization;
    private final Transform transform;
    private final SplittableRandom random;
    private final List<Double> trajectory = new ArrayList<>();
    private int edge;
    private float[] values;
    private Optional<String> fault = Optional.empty();

    Run(Network network, ImageOps ops, String layer, Objective objective, Recipe recipe, long seed) {
        this.network = network;
        this.layer = layer;
        this.objective = objective;
        this.recipe = recipe;
        this.parameterization = recipe.parameterization(network.input(), ops);
        this.transform = recipe.transform(ops);
        this.random = new SplittableRandom(seed);
        this.edge = recipe.stages().get(0).edge();
        this.values = parameterization.start(edge, random);
    }

    /** Goes through all stages. */
    Raster draw(ProgressListener listener) {
        int steps = recipe.stages().stream().mapToInt(Stage::steps).sum();
        for (Stage stage : recipe.stages()) {
            growTo(stage.edge());
            Adam adam = new Adam(values.length, recipe.optimizer());
            for (int i = 0; i < stage.steps(); i++) {
                adam.step(values, gradient());
                listener.step(trajectory.size(), steps, trajectory.get(trajectory.size() - 1));
            }
        }
        Raster picture = picture();
        fault = faultOf(picture);
        return picture;
    }

    /** The objective before every step so far. */
    List<Double> trajectory() {
        return List.copyOf(trajectory);
    }

    /** Edge of the picture at this moment, in pixels. */
    int edge() {
        return edge;
    }

    /** Why the picture shows nothing; empty when it shows something, or is not drawn yet. */
    Optional<String> fault() {
        return fault;
    }

    private Optional<String> faultOf(Raster picture) {
        double first = trajectory.get(0);
        double best = trajectory.stream().mapToDouble(Double::doubleValue).max().orElse(first);
        if (!trajectory.stream().allMatch(Double::isFinite)) {
            return Optional.of("its activation became infinite or no number");
        }
        double least = first + 1e-6 * Math.abs(first);
        // After few steps the trajectory, which tells of what was before each, may not show yet what they reached.
        if (best <= least && reached(picture) <= least) {
            return Optional.of(String.format(Locale.ROOT, "its mean activation never rose above %.4g", first));
        }
        double contrast = picture.contrast();
        return contrast < GREY
                ? Optional.of(String.format(Locale.ROOT, "the picture stayed grey (contrast %.4f of 1)", contrast))
                : Optional.empty();
    }

    private void growTo(int newEdge) {
        if (newEdge != edge) {
            values = parameterization.resize(values, edge, newEdge);
            edge = newEdge;
        }
    }

    /** How the numbers would have to change to make the objective smaller; notes the objective on the way. */
    private float[] gradient() {
        // Everything that the engine makes in a step is freed with it.
        try (NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray leaf = step.create(values, parameterization.shape(edge));
            leaf.setRequiresGradient(true);
            NDArray view = transform.apply(parameterization.image(leaf), random);
            NDArray reached = objective.of(network.features(layer, view));
            collector.backward(reached.neg());
            trajectory.add((double) reached.getFloat());
            try (NDArray gradient = leaf.getGradient()) {
                return gradient.toFloatArray();
            }
        }
    }

    /** The objective of a picture as it is, without any transform. */
    private double reached(Raster picture) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray image =
                    step.create(picture.values(), new Shape(1, network.input().channels(), edge, edge));
            return objective.of(network.activation(layer, image)).getFloat();
        }
    }

    private Raster picture() {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray leaf = step.create(values, parameterization.shape(edge));
            return new Raster(
                    network.input().channels(),
                    edge,
                    parameterization.image(leaf).toFloatArray());
        }
    }
}
