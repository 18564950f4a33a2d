package io.github.featviz.visualize;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One attempt at pictures of some filters of a layer, side by side: each is drawn as it would be alone, but the engine is called
 * once a step for all.
 */
final class Run {

    /** Half of what a picture reaches is lost to one that is opaque everywhere, as in Lucid. */
    private static final float PRICE_OF_OPACITY = 0.5f;

    /** Pictures that are all the same lose so many times what they reach. */
    private static final float PRICE_OF_LIKENESS = 1;

    /** A transparent picture is shown and measured on this. */
    private static final float GREY = 0.5f;

    private final Network network;
    private final ImageOps ops;
    private final String layer;
    private final Recipe recipe;
    private final Parameterization parameterization;
    private final Transform transform;
    private final List<Sketch> sketches;
    private int edge;
    private int done;
    private int patience = Integer.MAX_VALUE;

    /**
     * Begins the pictures.
     *
     * @param objectives what each is to make large
     * @param beginnings decide everything random, one in each: chance does not depend on which others are drawn beside it
     */
    Run(
            Network network,
            ImageOps ops,
            String layer,
            List<Objective> objectives,
            Recipe recipe,
            List<Sketch.Beginning> beginnings) {
        this.network = network;
        this.ops = ops;
        this.layer = layer;
        this.recipe = recipe;
        this.parameterization = recipe.parameterization(network.input(), ops);
        this.transform = recipe.transform(ops);
        this.edge = recipe.stages().get(0).edge();
        this.sketches = IntStream.range(0, objectives.size())
                .mapToObj(i -> new Sketch(objectives.get(i), parameterization, edge, beginnings.get(i)))
                .toList();
    }

    /**
     * Ends early when nothing happens to any of the pictures.
     *
     * @param steps in which none's objective changes
     * @return this
     */
    Run givingUp(int steps) {
        patience = steps;
        return this;
    }

    /**
     * Goes through all stages.
     *
     * @param batches how many pictures share a call of the engine, a number a stage
     */
    void draw(List<Integer> batches, ProgressListener listener) {
        for (int s = 0; s < recipe.stages().size(); s++) {
            draw(recipe.stages().get(s), batches.get(s), listener);
            if (hopeless()) {
                sketches.forEach(Sketch::giveUp);
                return;
            }
        }
        sketches.forEach(sketch -> sketch.end(picture(sketch.values()), () -> picture(noise(sketch)), this::reached));
    }

    private void draw(Stage stage, int batch, ProgressListener listener) {
        int steps = recipe.stages().stream().mapToInt(Stage::steps).sum();
        growTo(stage.edge());
        try (Easels easels = new Easels(batch, recipe.optimizer(stage))) {
            for (int i = 0; i < stage.steps() && !hopeless(); i++) {
                easels.all().forEach(this::step);
                done++;
                listener.step(done, steps, sketches.get(0).lastReached());
            }
        }
    }

    private boolean hopeless() {
        return done == patience && sketches.stream().allMatch(Sketch::isStuck);
    }

    /** All pictures at one size, in groups that share a call of the engine. */
    private final class Easels implements AutoCloseable {

        private final List<Easel> all = new ArrayList<>();

        Easels(int batch, Adam.Settings settings) {
            for (int first = 0; first < sketches.size(); first += batch) {
                List<Sketch> group = sketches.subList(first, Math.min(sketches.size(), first + batch));
                all.add(new Easel(network.manager(), ops, group, parameterization.shape(edge), settings));
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

    /** Edges at which the network saw the pictures at its own size while they were drawn; rising. */
    List<Integer> resampled() {
        // At a stage without steps it saw nothing, though it may know the size from other pictures.
        return recipe.stages().stream()
                .filter(stage -> stage.steps() > 0)
                .map(Stage::edge)
                .filter(drawn -> network.resamples(layer, drawn))
                .distinct()
                .sorted()
                .toList();
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
            NDArray images = parameterization.image(easel.values(step));
            NDArray view = transform.apply(
                    images, together.stream().map(Sketch::random).toList());
            NDArray all = network.features(layer, view);
            NDList features = alone(all, together.size());
            NDArray sum = null;
            float sizes = 0;
            for (int i = 0; i < together.size(); i++) {
                NDArray one = together.get(i).objective().of(features.get(i));
                float reached = one.getFloat();
                together.get(i).reached(reached);
                sizes += Math.abs(reached);
                NDArray gain = recipe.transparent() ? one.sub(opacity(images, i).mul(Math.abs(reached))) : one;
                sum = sum == null ? gain : sum.add(gain);
            }
            if (recipe.diversity() > 1 && together.size() > 1) {
                sum = Objects.requireNonNull(sum).sub(ops.likeness(all).mul(PRICE_OF_LIKENESS * sizes));
            }
            goBack(collector, Objects.requireNonNull(sum).neg());
            easel.step(step);
        }
    }

    private void goBack(GradientCollector collector, NDArray loss) {
        try {
            collector.backward(loss);
        } catch (EngineException e) {
            throw new NetworkException(
                    "the engine failed on the way back from %s: %s".formatted(layer, ScriptModule.reason(e)), e);
        }
    }

    /** What a picture's opacity costs, as a share of what it reaches. */
    private NDArray opacity(NDArray images, int picture) {
        return images.get(new NDIndex("{}, {}", picture, network.input().channels()))
                .mean()
                .mul(PRICE_OF_OPACITY);
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

    private float[] noise(Sketch sketch) {
        Sketch.Beginning beginning = sketch.beginning();
        return parameterization.start(edge, new SplittableRandom(beginning.seed()), beginning.contrast());
    }

    private Raster picture(float[] values) {
        try (NDManager step = network.manager().newSubManager()) {
            NDArray leaf = step.create(values, parameterization.shape(edge));
            NDArray image = parameterization.image(leaf);
            int channels = network.input().channels();
            NDArray shown =
                    recipe.transparent() ? ops.over(image, step.full(new Shape(1, channels, 1, 1), GREY)) : image;
            return new Raster(channels, edge, shown.toFloatArray());
        }
    }
}
