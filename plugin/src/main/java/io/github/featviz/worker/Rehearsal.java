package io.github.featviz.worker;

import io.github.featviz.network.Network;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a picture of a recipe will take by drawing a few of its steps at a few of its sizes. */
final class Rehearsal {

    private static final int STEPS = 4;

    /** With these steps the engine gets ready for a new size. */
    private static final int WARM = 2;

    /** Steps at larger sizes take so long that it is better to conclude from smaller ones, by area. */
    private static final int LARGEST_EDGE = 256;

    private final Network network;
    private final Recipe recipe;
    private final Way way;
    private final long seed;
    private @Nullable Visualization last;

    /**
     * For one recipe.
     *
     * @param network computes in the way
     * @param recipe the recipe
     * @param way how it is drawn
     * @param seed decides everything random
     */
    Rehearsal(Network network, Recipe recipe, Way way, long seed) {
        this.network = network;
        this.recipe = recipe;
        this.way = way;
        this.seed = seed;
    }

    /**
     * Seconds that all steps of a picture take, beside others as the way has it.
     *
     * @throws NoPictureException when the network does not take such pictures
     */
    double seconds(String layer, int filter) {
        Map<Integer, Double> steps = new TreeMap<>();
        for (int stage : tried()) {
            steps.put(recipe.stages().get(stage).edge(), step(layer, filter, stage));
        }
        return recipe.stages().stream()
                .mapToDouble(stage -> stage.steps() * step(stage.edge(), steps))
                .sum();
    }

    /** What came of the last and largest size that was tried; null: nothing. */
    @Nullable
    Visualization last() {
        return last;
    }

    /** The first, the middle and the last stage, as far as they have steps and are not too large; the first in any case. */
    private List<Integer> tried() {
        List<Integer> possible = IntStream.range(0, recipe.stages().size())
                .filter(i -> recipe.stages().get(i).steps() > 0
                        && recipe.stages().get(i).edge() <= LARGEST_EDGE)
                .boxed()
                .toList();
        return possible.isEmpty()
                ? List.of(0)
                : Stream.of(0, possible.size() / 2, possible.size() - 1)
                        .distinct()
                        .map(possible::get)
                        .toList();
    }

    /** Seconds a picture and step. */
    private double step(String layer, int filter, int stage) {
        int batch = way.batches().get(stage);
        Recipe tried =
                ShortenedRecipe.at(recipe, new Stage(recipe.stages().get(stage).edge(), STEPS));
        long[] ends = new long[STEPS];
        try (Visualizer visualizer = new Visualizer(network)) {
            last = visualizer
                    .runTogether(
                            layer,
                            Collections.nCopies(batch, filter),
                            tried,
                            List.of(batch),
                            seed,
                            (done, of, objective) -> ends[done - 1] = System.nanoTime())
                    .get(filter);
        }
        return (ends[STEPS - 1] - ends[WARM - 1]) / 1e9 / (STEPS - WARM) / batch;
    }

    /** As at the nearest size that was tried, by area. */
    private static double step(int edge, Map<Integer, Double> steps) {
        Map.Entry<Integer, Double> nearest = steps.entrySet().stream()
                .min(Comparator.comparingInt(known -> Math.abs(known.getKey() - edge)))
                .orElseThrow();
        double ratio = (double) edge / nearest.getKey();
        return nearest.getValue() * ratio * ratio;
    }
}
