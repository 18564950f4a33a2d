package io.github.featviz.visualize;

import ai.djl.ndarray.NDManager;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.visualize.Sketch.Beginning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes pictures of what excites the filters of a network.
 *
 * <p>The same network, layer, filter, recipe and seed give the same picture on the same kind of machine. One thread at a time.
 */
public final class Visualizer implements AutoCloseable {

    /** Pictures that are drawn against each other begin from seeds so far apart, since the next ones may be tried too. */
    private static final int SEEDS_APART = 3;

    /**
     * Contrast of the noise that each attempt begins with, before a filter is given up: behind an activation function that is off
     * everywhere nothing has a gradient, and noise that is seen better may wake it.
     */
    private static final List<Double> ATTEMPTS = List.of(1.0, 10.0, 40.0);

    private final Network network;
    private final NDManager manager;
    private final ImageOps ops;

    /** Makes pictures with a network, which stays the caller's and is to be closed after this. */
    public Visualizer(Network network) {
        this.network = network;
        this.manager = network.manager().newSubManager();
        this.ops = ImageOps.load(manager);
    }

    /**
     * Makes a filter's picture.
     *
     * <p>A picture that stays grey, or whose objective never rises, is begun again with the next seed and from stronger noise, twice.
     *
     * @param layer name of the layer
     * @param filter number of the feature map
     * @param recipe how
     * @param seed decides everything random
     * @param listener hears of every step
     * @return the picture
     * @throws NoPictureException when no seed leads to a picture
     */
    public Visualization run(String layer, int filter, Recipe recipe, long seed, ProgressListener listener) {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS.size(); attempt++) {
            Sketch sketch = drawn(
                            layer,
                            List.of(filter),
                            recipe,
                            alone(recipe),
                            List.of(new Beginning(seed + attempt, ATTEMPTS.get(attempt))),
                            listener)
                    .get(0);
            Optional<String> fault = sketch.fault();
            if (fault.isEmpty()) {
                return visualization(sketch, seed + attempt);
            }
            reason = fault.get();
        }
        throw new NoPictureException("filter %s of %s gives no picture: with %s seeds, %s"
                .formatted(filter, layer, ATTEMPTS.size(), reason));
    }

    /**
     * Makes pictures of several filters side by side, each as {@link #run} makes it alone up to rounding:
     * the engine may add numbers in another order.
     *
     * @param layer name of the layer
     * @param filters numbers of the feature maps, each once
     * @param recipe how
     * @param batches how many pictures share a call of the engine, a number for each of the recipe's stages
     * @param seed decides everything random, in each
     * @param listener hears of every step, with the first filter's objective
     * @return pictures by filter, in this order; those that a first seed led to nothing are missing
     * @throws NoPictureException when the network does not take several images, or none of this size
     */
    public Map<Integer, Visualization> runTogether(
            String layer,
            List<Integer> filters,
            Recipe recipe,
            List<Integer> batches,
            long seed,
            ProgressListener listener) {
        List<Beginning> beginnings = Collections.nCopies(filters.size(), new Beginning(seed, ATTEMPTS.get(0)));
        List<Sketch> sketches = drawn(layer, filters, recipe, batches, beginnings, listener);
        Map<Integer, Visualization> pictures = new LinkedHashMap<>();
        for (int i = 0; i < filters.size(); i++) {
            if (sketches.get(i).fault().isEmpty()) {
                pictures.put(filters.get(i), visualization(sketches.get(i), seed));
            }
        }
        return pictures;
    }

    /**
     * Makes as many pictures of one filter as the recipe's diversity says, which excite it and are as different as can be to the layer.
     *
     * <p>Source: Olah, Mordvintsev and Schubert, "Feature Visualization", Distill 2017, on diversity.
     *
     * @param layer name of the layer
     * @param filter number of the feature map
     * @param recipe how
     * @param seed decides everything random
     * @param listener hears of every step, with the first picture's objective
     * @return the pictures
     * @throws NoPictureException when no seed leads to all of them
     */
    public List<Visualization> runDiverse(
            String layer, int filter, Recipe recipe, long seed, ProgressListener listener) {
        int count = recipe.diversity();
        List<Integer> batches = Collections.nCopies(recipe.stages().size(), count);
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS.size(); attempt++) {
            long first = seed + attempt;
            double contrast = ATTEMPTS.get(attempt);
            List<Beginning> beginnings = IntStream.range(0, count)
                    .mapToObj(i -> new Beginning(first + (long) i * SEEDS_APART, contrast))
                    .toList();
            List<Sketch> sketches =
                    drawn(layer, Collections.nCopies(count, filter), recipe, batches, beginnings, listener);
            Optional<String> fault =
                    sketches.stream().flatMap(sketch -> sketch.fault().stream()).findFirst();
            if (fault.isEmpty()) {
                return IntStream.range(0, count)
                        .mapToObj(i ->
                                visualization(sketches.get(i), beginnings.get(i).seed()))
                        .toList();
            }
            reason = fault.get();
        }
        throw new NoPictureException("filter %s of %s gives no %s different pictures: with %s seeds, %s"
                .formatted(filter, layer, count, ATTEMPTS.size(), reason));
    }

    private static List<Integer> alone(Recipe recipe) {
        return Collections.nCopies(recipe.stages().size(), 1);
    }

    private Visualization visualization(Sketch sketch, long seed) {
        Raster raster = sketch.picture();
        return new Visualization(raster.toImage(network.input().shown()), raster.toPlanes(), sketch.trajectory(), seed);
    }

    private List<Sketch> drawn(
            String layer,
            List<Integer> filters,
            Recipe recipe,
            List<Integer> batches,
            List<Beginning> beginnings,
            ProgressListener listener) {
        List<Objective> objectives = filters.stream().map(recipe.aim()::at).toList();
        Run run = new Run(network, ops, layer, objectives, recipe, beginnings);
        try {
            run.draw(batches, listener);
            return run.sketches();
        } catch (NetworkException e) {
            throw new NoPictureException(
                    "%s of %s gives no picture: %s (the picture was at %s px; the network's input is declared as %s px)"
                            .formatted(
                                    filters.size() == 1 ? "filter " + filters.get(0) : "none of the filters " + filters,
                                    layer,
                                    e.getMessage(),
                                    run.edge(),
                                    network.input().size()),
                    e);
        }
    }

    @Override
    public void close() {
        ops.close();
        manager.close();
    }
}
