package io.github.featviz.worker;

import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.probe.Prober;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.ProgressListener;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Finds the fastest way to draw by trying each for a few steps.
 *
 * <p>Whatever is not clearly faster than the plain way, or leads elsewhere, is left out.
 */
final class WayFinder {

    private static final int ROUNDS = 3;
    private static final int STEPS = 3;
    private static final int LARGEST_EDGE = 256;
    private static final long MOST_PIXELS = 8L * 160 * 160;

    /** Measurements on a busy machine are not better than this. */
    private static final double CLEARLY = 0.93;

    /** Numbers of few digits have to pay for the risk that pictures become a little weaker. */
    private static final double FAR = 0.75;

    private static final List<Integer> BATCHES = List.of(4, 8);
    private static final double AGREEMENT = 0.03;

    private final String layer;
    private final List<Integer> filters;
    private final Recipe recipe;
    private final long seed;

    /**
     * For one recipe.
     *
     * @param layer the layer it is tried on
     * @param filters some filters of it, two at least
     * @param recipe the recipe
     * @param seed decides everything random
     */
    WayFinder(String layer, List<Integer> filters, Recipe recipe, long seed) {
        this.layer = layer;
        this.filters = List.copyOf(filters);
        this.recipe = recipe;
        this.seed = seed;
    }

    /** Seconds that one picture takes the plain way. */
    double plainSeconds(Network plain) {
        return seconds(plain);
    }

    /**
     * The fastest way: among those that are clearly faster than the plain one each time that both are measured.
     *
     * @param networks the network by how it computes, the plain way among them
     */
    Way find(Map<Computation, Network> networks) {
        Network plain = Objects.requireNonNull(networks.get(Computation.PLAIN));
        Map<Computation, double[]> ratios = ratios(plain, networks);
        Computation best = ratios.keySet().stream()
                .filter(computation -> isFaster(computation, ratios))
                .sorted(Comparator.comparingDouble(computation -> sum(ratios, computation)))
                .filter(computation ->
                        !computation.narrowed() || agrees(plain, Objects.requireNonNull(networks.get(computation))))
                .findFirst()
                .orElse(Computation.PLAIN);
        return new Way(best, batches(Objects.requireNonNull(networks.get(best))));
    }

    private static boolean isFaster(Computation computation, Map<Computation, double[]> ratios) {
        double limit = computation.narrowed() ? FAR : CLEARLY;
        return Arrays.stream(Objects.requireNonNull(ratios.get(computation))).allMatch(ratio -> ratio < limit);
    }

    private static double sum(Map<Computation, double[]> ratios, Computation computation) {
        return Arrays.stream(Objects.requireNonNull(ratios.get(computation))).sum();
    }

    /** What a picture costs in units of the plain way, in several rounds: a busy moment of the machine spoils one of them only. */
    private Map<Computation, double[]> ratios(Network plain, Map<Computation, Network> networks) {
        Map<Computation, double[]> ratios = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            double unit = seconds(plain);
            for (Map.Entry<Computation, Network> other : networks.entrySet()) {
                if (!other.getKey().equals(Computation.PLAIN)) {
                    ratios.computeIfAbsent(other.getKey(), any -> new double[ROUNDS])[round] =
                            seconds(other.getValue()) / unit;
                }
            }
        }
        return ratios;
    }

    /** Edges at which is measured: the recipe's first, middle and last one that have steps, none too large. */
    private List<Integer> edges() {
        List<Integer> all = recipe.stages().stream()
                .filter(stage -> stage.steps() > 0)
                .map(Stage::edge)
                .toList();
        return List.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1)).stream()
                .map(edge -> Math.min(edge, LARGEST_EDGE))
                .distinct()
                .toList();
    }

    /** Seconds that all steps of a picture take; those of a size that is not measured as those of the nearest, by area. */
    private double seconds(Network network) {
        Map<Integer, Double> costs = new TreeMap<>();
        edges().forEach(edge -> costs.put(edge, cost(network, edge, 1)));
        return recipe.stages().stream()
                .mapToDouble(stage -> {
                    int edge = nearest(List.copyOf(costs.keySet()), stage.edge());
                    double area = (double) stage.edge() * stage.edge() / edge / edge;
                    return stage.steps() * area * costs.getOrDefault(edge, Double.POSITIVE_INFINITY);
                })
                .sum();
    }

    private static int nearest(List<Integer> edges, int edge) {
        return edges.stream()
                .min((a, b) -> Integer.compare(Math.abs(a - edge), Math.abs(b - edge)))
                .orElseThrow();
    }

    /** Seconds a picture and step; without end where the network cannot do it. */
    private double cost(Network network, int edge, int batch) {
        double[] best = {Double.POSITIVE_INFINITY};
        long[] last = {System.nanoTime()};
        List<Integer> same = Collections.nCopies(batch, filters.get(0));
        Recipe tried = ShortenedRecipe.at(recipe, new Stage(edge, STEPS));
        try (Visualizer visualizer = new Visualizer(network)) {
            visualizer.runTogether(layer, same, tried, List.of(batch), seed, (done, steps, objective) -> {
                long now = System.nanoTime();
                best[0] = Math.min(best[0], (now - last[0]) / 1e9 / batch);
                last[0] = now;
            });
            return best[0];
        } catch (NoPictureException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** Whether finished pictures drawn this way excite their filters as much, in fp32, as those drawn the plain way. */
    private boolean agrees(Network plain, Network other) {
        try {
            double expected = 0;
            double reached = 0;
            for (int filter : filters) {
                expected += reached(plain, plain, filter);
                reached += reached(other, plain, filter);
            }
            return reached >= expected - AGREEMENT * Math.abs(expected);
        } catch (NoPictureException e) {
            return false;
        }
    }

    private double reached(Network network, Network judge, int filter) {
        try (Visualizer visualizer = new Visualizer(network)) {
            Visualization drawn = visualizer.run(layer, filter, recipe, seed, ProgressListener.none());
            Prober prober = new Prober(judge);
            return (judge.input().showsAll()
                            ? prober.respondAsIs(drawn.image(), layer)
                            : prober.respondAsIs(drawn.planes(), layer))
                    .means()
                    .get(filter);
        }
    }

    private List<Integer> batches(Network network) {
        Map<Integer, Integer> best = new TreeMap<>();
        boolean apart = filters.size() > 1 && keepsApart(network);
        edges().forEach(edge -> best.put(edge, apart ? batch(network, edge) : 1));
        return recipe.stages().stream()
                .map(stage ->
                        fits(best.getOrDefault(nearest(List.copyOf(best.keySet()), stage.edge()), 1), stage.edge()))
                .toList();
    }

    private int batch(Network network, int edge) {
        int chosen = 1;
        double least = ROUNDS;
        for (int batch : BATCHES) {
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS && fits(batch, edge) == batch; round++) {
                ratios[round] = cost(network, edge, batch) / cost(network, edge, 1);
            }
            double sum = Arrays.stream(ratios).sum();
            if (fits(batch, edge) == batch
                    && sum < least
                    && Arrays.stream(ratios).allMatch(r -> r < CLEARLY)) {
                chosen = batch;
                least = sum;
            }
        }
        return chosen;
    }

    /** More pictures than fit into the processor's caches gain nothing and take memory. */
    private static int fits(int batch, int edge) {
        return batch * (long) edge * edge <= MOST_PIXELS ? batch : 1;
    }

    /** A network may have been written for one image: its pictures must come out beside others as they do alone. */
    private boolean keepsApart(Network network) {
        Stage first = recipe.stages().get(0);
        Recipe tried = ShortenedRecipe.at(recipe, new Stage(first.edge(), STEPS));
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        try (Visualizer visualizer = new Visualizer(network)) {
            Map<Integer, Visualization> together = visualizer.runTogether(
                    layer, filters, tried, List.of(filters.size()), seed, ProgressListener.none());
            for (Map.Entry<Integer, Visualization> picture : together.entrySet()) {
                beside.addAll(picture.getValue().trajectory());
                alone.addAll(visualizer
                        .run(layer, picture.getKey(), tried, seed, ProgressListener.none())
                        .trajectory());
            }
        } catch (NoPictureException e) {
            return false;
        }
        for (int i = 0; i < alone.size(); i++) {
            if (Math.abs(alone.get(i) - beside.get(i)) > AGREEMENT * Math.abs(alone.get(i))) {
                return false;
            }
        }
        return !alone.isEmpty();
    }
}
