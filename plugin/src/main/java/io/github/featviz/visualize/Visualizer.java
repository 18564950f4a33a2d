package io.github.featviz.visualize;

import ai.djl.ndarray.NDManager;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.visualize.Sketch.Beginning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of what excites the filters of a network.
 *
 * <p>The same network, layer, filter, recipe and seed give the same picture on the same kind of machine. One thread at a time.
 */
public final class Visualizer implements AutoCloseable {

    /** Pictures that are drawn against each other begin from seeds so far apart, since the next ones may be tried too. */
    private static final int SEEDS_APART = 3;

    /** A picture that is the same to the network for so many steps, each with other transforms, has no gradient to follow. */
    private static final int PATIENCE = 16;

    private static final Attempt AS_IS = new Attempt(0, 1, false);

    private static final Attempt AWAKE = new Attempt(0, 1, true);

    private static final List<Attempt> FROM_STRONGER_NOISE =
            List.of(new Attempt(1, 10, false), new Attempt(2, 40, false));

    private final Network network;
    private final Supplier<? extends @Nullable Network> awake;
    private final NDManager manager;
    private final ImageOps ops;

    /**
     * One try at a picture. Behind an activation function that is off everywhere nothing has a gradient: a network with gradients there
     * may wake the filter, or noise that is seen better.
     *
     * @param seed how many seeds after the first
     * @param contrast of the noise that it begins with; 1: hardly visible
     * @param awake whether with gradients where the network has none
     */
    private record Attempt(int seed, double contrast, boolean awake) {

        List<Beginning> beginnings(long first, int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Beginning(first + seed + (long) i * SEEDS_APART, contrast))
                    .toList();
        }
    }

    /** Makes pictures with a network, which stays the caller's and is to be closed after this. */
    public Visualizer(Network network) {
        this(network, () -> null);
    }

    /**
     * Makes pictures with a network.
     *
     * @param network stays the caller's and is to be closed after this
     * @param awake asked when a recipe draws so, or a filter gives no picture: the same network with gradients where it is off, which
     *     stays the caller's too; null: there is none
     */
    public Visualizer(Network network, Supplier<? extends @Nullable Network> awake) {
        this.network = network;
        this.awake = awake;
        this.manager = network.manager().newSubManager();
        this.ops = ImageOps.load(manager);
    }

    /**
     * Makes a filter's picture.
     *
     * <p>A picture that stays grey, or whose objective never changes, is drawn again: by the network with gradients where it is off, or
     * without where it was drawn with them; then with the next seeds and from stronger noise.
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
        return attempted(layer, List.of(filter), recipe, alone(recipe), seed, attempts(recipe), listener)
                .get(0);
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
        List<Beginning> beginnings = Collections.nCopies(filters.size(), new Beginning(seed, 1));
        Run run = run(drawing(recipe), layer, filters, recipe, beginnings);
        List<Sketch> sketches = drawn(run, layer, filters, batches, listener);
        Map<Integer, Visualization> pictures = new LinkedHashMap<>();
        for (int i = 0; i < filters.size(); i++) {
            if (sketches.get(i).isPicture()) {
                pictures.put(filters.get(i), visualization(run, i, seed));
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
        return diverse(layer, filter, recipe, seed, attempts(recipe), listener);
    }

    /**
     * As {@link #runDiverse}, but with the network as it is alone, and giving up where that leads to nothing.
     *
     * @throws NoPictureException when the seed does not lead to all of the pictures
     */
    public List<Visualization> runDiverseOnce(
            String layer, int filter, Recipe recipe, long seed, ProgressListener listener) {
        return diverse(layer, filter, recipe, seed, List.of(AS_IS), listener);
    }

    private List<Visualization> diverse(
            String layer, int filter, Recipe recipe, long seed, List<Attempt> attempts, ProgressListener listener) {
        int count = recipe.diversity();
        List<Integer> batches = Collections.nCopies(recipe.stages().size(), count);
        return attempted(layer, Collections.nCopies(count, filter), recipe, batches, seed, attempts, listener);
    }

    /** Pictures of one filter, each with seeds of its own. */
    private List<Visualization> attempted(
            String layer,
            List<Integer> filters,
            Recipe recipe,
            List<Integer> batches,
            long seed,
            List<Attempt> attempts,
            ProgressListener listener) {
        String reason = "";
        for (Attempt attempt : attempts) {
            boolean stronger = FROM_STRONGER_NOISE.contains(attempt);
            Network drawing = attempt.awake() ? awake.get() : network;
            if (drawing == null) {
                continue;
            }
            List<Beginning> beginnings = attempt.beginnings(seed, filters.size());
            Run run = run(drawing, layer, filters, recipe, beginnings);
            if (stronger) {
                run.givingUp(PATIENCE);
            }
            try {
                List<Sketch> sketches = drawn(run, layer, filters, batches, listener);
                // What begins as strong noise looks like a picture from the start.
                if (sketches.stream().allMatch(stronger ? Sketch::rose : Sketch::isPicture)) {
                    return visualizations(run, beginnings);
                }
                reason = sketches.stream()
                        .flatMap(sketch -> sketch.fault().stream())
                        .findFirst()
                        .orElse(reason);
            } catch (NoPictureException e) {
                if (!attempt.awake()) {
                    throw e;
                }
                // Where the network with other gradients fails, the user's own may still do.
            }
        }
        throw nothing(layer, filters, reason);
    }

    private static NoPictureException nothing(String layer, List<Integer> filters, String reason) {
        return new NoPictureException("filter %s of %s gives no %s: with %s seeds, %s"
                .formatted(
                        filters.get(0),
                        layer,
                        filters.size() == 1 ? "picture" : filters.size() + " different pictures",
                        1 + FROM_STRONGER_NOISE.size(),
                        reason));
    }

    private Network drawing(Recipe recipe) {
        Network drawing = recipe.drawsAwake() ? awake.get() : null;
        return drawing == null ? network : drawing;
    }

    /** What is tried before a filter is given up: the first that gives a picture counts. */
    private static List<Attempt> attempts(Recipe recipe) {
        Stream<Attempt> first = recipe.drawsAwake() ? Stream.of(AWAKE, AS_IS) : Stream.of(AS_IS, AWAKE);
        return Stream.concat(first, FROM_STRONGER_NOISE.stream()).toList();
    }

    private static List<Integer> alone(Recipe recipe) {
        return Collections.nCopies(recipe.stages().size(), 1);
    }

    private List<Visualization> visualizations(Run run, List<Beginning> beginnings) {
        return IntStream.range(0, beginnings.size())
                .mapToObj(i -> visualization(run, i, beginnings.get(i).seed()))
                .toList();
    }

    private Visualization visualization(Run run, int number, long seed) {
        Sketch sketch = run.sketches().get(number);
        Raster raster = sketch.picture();
        return new Visualization(
                raster.toImage(network.input().shown()), raster.toPlanes(), sketch.trajectory(), seed, run.resampled());
    }

    private Run run(Network drawing, String layer, List<Integer> filters, Recipe recipe, List<Beginning> beginnings) {
        List<Objective> objectives = filters.stream().map(recipe.aim()::at).toList();
        // An awake network moves the numbers even where nothing is seen to change.
        int patience = drawing.isAwake() ? Integer.MAX_VALUE : PATIENCE;
        return new Run(drawing, ops, layer, objectives, recipe, beginnings).givingUp(patience);
    }

    private List<Sketch> drawn(
            Run run, String layer, List<Integer> filters, List<Integer> batches, ProgressListener listener) {
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
