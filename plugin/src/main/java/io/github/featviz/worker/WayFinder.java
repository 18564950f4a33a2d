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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fastest way to draw by trying each for a few steps.
 *
 * <p>Whatever is not clearly faster than the plain way, or leads elsewhere, is left out.
 */
final class WayFinder {

    private static final int ROUNDS = 2;
    private static final int STEPS = 3;
    private static final int LARGEST_EDGE = 256;
    private static final long MOST_PIXELS = 8L * 160 * 160;
    private static final int REHEARSED_STEPS = 24;

    /** Measurements on a busy machine are not better than this. */
    private static final double CLEARLY = 0.93;

    private static final double AGREEMENT = 0.03;

    private final String layer;
    private final List<Integer> filters;
    private final Recipe recipe;
    private final long seed;

    /**
     * For one recipe.
     *
     * @param layer the layer it is tried on
     * @param filters two filters of it
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
        return seconds(costs(Map.of(Computation.PLAIN, plain), 1).get(Computation.PLAIN));
    }

    /**
     * The fastest way.
     *
     * @param networks the network by how it computes, the plain way first
     */
    Way find(Map<Computation, Network> networks) {
        Map<Computation, Map<Integer, Double>> costs = costs(networks, ROUNDS);
        double limit = CLEARLY * seconds(costs.get(Computation.PLAIN));
        Network plain = Objects.requireNonNull(networks.get(Computation.PLAIN));
        Computation best = networks.keySet().stream()
                .filter(computation -> seconds(costs.get(computation)) < limit)
                .sorted((a, b) -> Double.compare(seconds(costs.get(a)), seconds(costs.get(b))))
                .filter(computation -> agrees(plain, Objects.requireNonNull(networks.get(computation))))
                .findFirst()
                .orElse(Computation.PLAIN);
        return new Way(best, batches(Objects.requireNonNull(networks.get(best))));
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

    /** Best of several, taken in turns so that a busy moment of the machine hits all alike. */
    private Map<Computation, Map<Integer, Double>> costs(Map<Computation, Network> networks, int rounds) {
        Map<Computation, Map<Integer, Double>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            networks.forEach((computation, network) -> edges().forEach(edge -> costs.computeIfAbsent(
                            computation, any -> new TreeMap<>())
                    .merge(edge, cost(network, edge, 1), Math::min)));
        }
        return costs;
    }

    /** Seconds that all steps of a picture take; those of a size that was not measured as those of the nearest, by area. */
    private double seconds(@Nullable Map<Integer, Double> costs) {
        Map<Integer, Double> known = Objects.requireNonNull(costs);
        return recipe.stages().stream()
                .mapToDouble(stage -> {
                    int edge = nearest(known.keySet().stream().toList(), stage.edge());
                    double area = (double) stage.edge() * stage.edge() / edge / edge;
                    return stage.steps() * area * known.getOrDefault(edge, Double.POSITIVE_INFINITY);
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

    /** Whether a picture drawn this way excites its filter as much, in fp32, as one drawn the plain way. */
    private boolean agrees(Network plain, Network other) {
        Stage first = recipe.stages().get(0);
        Recipe tried =
                ShortenedRecipe.at(recipe, new Stage(first.edge(), Math.min(REHEARSED_STEPS, first.steps())));
        try {
            double[] reached = new double[2];
            for (int filter : filters) {
                reached[0] += reached(plain, plain, filter, tried);
                reached[1] += reached(other, plain, filter, tried);
            }
            return reached[1] >= reached[0] - AGREEMENT * Math.abs(reached[0]);
        } catch (NoPictureException e) {
            return false;
        }
    }

    private double reached(Network network, Network judge, int filter, Recipe tried) {
        try (Visualizer visualizer = new Visualizer(network)) {
            Visualization drawn = visualizer.run(layer, filter, tried, seed, ProgressListener.none());
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
                .map(stage -> fits(best.getOrDefault(nearest(List.copyOf(best.keySet()), stage.edge()), 1), stage.edge()))
                .toList();
    }

    private int batch(Network network, int edge) {
        int chosen = 1;
        double least = Math.min(cost(network, edge, 1), cost(network, edge, 1));
        for (int batch : List.of(4, 8)) {
            double cost = fits(batch, edge) == batch ? cost(network, edge, batch) : Double.POSITIVE_INFINITY;
            if (cost < CLEARLY * least) {
                chosen = batch;
                least = cost;
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
            Map<Integer, Visualization> together =
                    visualizer.runTogether(layer, filters, tried, List.of(filters.size()), seed, ProgressListener.none());
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
