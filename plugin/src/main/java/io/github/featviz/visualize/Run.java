package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One attempt at pictures of some filters of a layer, side by side: each is drawn as it would be alone, but the engine is called
 * once a step for all.
 */
final class Run {

    private final Network network;
    private final ImageOps ops;
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
        this.ops = ops;
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
            try (Easels easels = new Easels(batches.get(s))) {
                for (int i = 0; i < stage.steps(); i++) {
                    easels.all().forEach(this::step);
                    done++;
                    listener.step(done, steps, sketches.get(0).lastReached());
                }
            }
        }
        sketches.forEach(sketch -> sketch.end(picture(sketch), this::reached));
    }

    /** All pictures at one size, in groups that share a call of the engine. */
    private final class Easels implements AutoCloseable {

        private final List<Easel> all = new ArrayList<>();

        Easels(int batch) {
            for (int first = 0; first < sketches.size(); first += batch) {
                List<Sketch> group = sketches.subList(first, Math.min(sketches.size(), first + batch));
                all.add(new Easel(network.manager(), ops, group, parameterization.shape(edge), recipe.optimizer()));
            }
        }

        List<Easel> all() {
            return all;
        }

        @Override
        public void close() {
            all.forEach(Easel::close);
        }
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
    private void step(Easel easel) {
        List<Sketch> together = easel.sketches();
        // Everything that the engine makes in a step is freed with it.
        try (NDManager step = network.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray view = transform.apply(
                    parameterization.image(easel.values(step)),
                    together.stream().map(Sketch::random).toList());
            NDList features = alone(network.features(layer, view), together.size());
            NDArray sum = null;
            List<NDArray> reached = new ArrayList<>();
            for (int i = 0; i < together.size(); i++) {
                NDArray one = together.get(i).objective().of(features.get(i));
                reached.add(one);
                sum = sum == null ? one : sum.add(one);
            }
            collector.backward(Objects.requireNonNull(sum).neg());
            for (int i = 0; i < together.size(); i++) {
                together.get(i).reached(reached.get(i).getFloat());
            }
            easel.step(step);
        }
    }

    /** The features of each picture, cut apart in one go: the way back puts them together in one go too. */
    private static NDList alone(NDArray features, int pictures) {
        return pictures == 1 ? new NDList(features) : features.split(pictures);
    }

    /** The objective of a picture as it is, without any transform. */
    private double reached(Objective objective, Raster picture) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray image =
                    step.create(picture.values(), new Shape(1, network.input().channels(), edge, edge));
            return objective.of(network.features(layer, image)).getFloat();
        }
    }

    private Raster picture(Sketch sketch) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray leaf = step.create(sketch.values(), parameterization.shape(edge));
            return new Raster(
                    network.input().channels(),
                    edge,
                    parameterization.image(leaf).toFloatArray());
        }
    }
}
