package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One attempt at pictures of some filters of a layer, side by side: each is drawn as it would be alone, but the engine is called
 * once a step for all.
 */
final class Run {

    private final Network network;
    private final String layer;
    private final Recipe recipe;
    private final Parameterization parameterization;
    private final Transform transform;
    private final List<Sketch> sketches;
    private int edge;

    /**
     * Begins the pictures.
     *
     * @param objectives what each is to make large
     * @param seed decides everything random in each of them: chance does not depend on which others are drawn beside it
     */
    Run(Network network, ImageOps ops, String layer, List<Objective> objectives, Recipe recipe, long seed) {
        this.network = network;
        this.layer = layer;
        this.recipe = recipe;
        this.parameterization = recipe.parameterization(network.input(), ops);
        this.transform = recipe.transform(ops);
        this.edge = recipe.stages().get(0).edge();
        this.sketches = objectives.stream()
                .map(objective -> new Sketch(objective, parameterization, edge, seed))
                .toList();
    }

    /**
     * Goes through all stages.
     *
     * @param batches how many pictures share a call of the engine, a number a stage
     */
    void draw(List<Integer> batches, ProgressListener listener) {
        int steps = recipe.stages().stream().mapToInt(Stage::steps).sum();
        int done = 0;
        for (int s = 0; s < recipe.stages().size(); s++) {
            Stage stage = recipe.stages().get(s);
            growTo(stage.edge());
            sketches.forEach(sketch -> sketch.begin(recipe.optimizer()));
            for (int i = 0; i < stage.steps(); i++) {
                for (int first = 0; first < sketches.size(); first += batches.get(s)) {
                    step(sketches.subList(first, Math.min(sketches.size(), first + batches.get(s))));
                }
                done++;
                listener.step(done, steps, sketches.get(0).lastReached());
            }
        }
        sketches.forEach(sketch -> sketch.end(picture(sketch), this::reached));
    }

    /** The pictures, in the order of their objectives. */
    List<Sketch> sketches() {
        return sketches;
    }

    /** Edge of the pictures at this moment, in pixels. */
    int edge() {
        return edge;
    }

    private void growTo(int newEdge) {
        if (newEdge != edge) {
            sketches.forEach(sketch -> sketch.resize(parameterization, edge, newEdge));
            edge = newEdge;
        }
    }

    /** Moves the numbers of some pictures so that their objectives grow. */
    private void step(List<Sketch> together) {
        // Everything that the engine makes in a step is freed with it.
        try (NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray leaf = step.create(values(together), shape(together.size()));
            leaf.setRequiresGradient(true);
            NDArray view = transform.apply(
                    parameterization.image(leaf),
                    together.stream().map(Sketch::random).toList());
            NDArray features = network.features(layer, view);
            List<NDArray> reached = IntStream.range(0, together.size())
                    .mapToObj(i -> together.get(i).objective().of(alone(features, i)))
                    .toList();
            collector.backward(
                    reached.stream().reduce(NDArray::add).orElseThrow().neg());
            try (NDArray gradient = leaf.getGradient()) {
                float[] gradients = gradient.toFloatArray();
                int size = gradients.length / together.size();
                for (int i = 0; i < together.size(); i++) {
                    together.get(i)
                            .step(reached.get(i).getFloat(), Arrays.copyOfRange(gradients, i * size, (i + 1) * size));
                }
            }
        }
    }

    private static NDArray alone(NDArray features, int index) {
        return features.getShape().get(0) == 1 ? features : features.get(new NDIndex("{}:{}", index, index + 1));
    }

    private static float[] values(List<Sketch> sketches) {
        if (sketches.size() == 1) {
            return sketches.get(0).values();
        }
        int size = sketches.get(0).values().length;
        float[] all = new float[size * sketches.size()];
        for (int i = 0; i < sketches.size(); i++) {
            System.arraycopy(sketches.get(i).values(), 0, all, i * size, size);
        }
        return all;
    }

    private Shape shape(int pictures) {
        return new Shape(pictures).addAll(parameterization.shape(edge).slice(1));
    }

    /** The objective of a picture as it is, without any transform. */
    private double reached(Objective objective, Raster picture) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray image =
                    step.create(picture.values(), new Shape(1, network.input().channels(), edge, edge));
            return objective.of(network.activation(layer, image)).getFloat();
        }
    }

    private Raster picture(Sketch sketch) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray leaf = step.create(sketch.values(), shape(1));
            return new Raster(
                    network.input().channels(),
                    edge,
                    parameterization.image(leaf).toFloatArray());
        }
    }
}
