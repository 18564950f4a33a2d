package io.github.featviz.worker;

import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.probe.Prober;
import io.github.featviz.visualize.Aim;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.ProgressListener;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fastest way to draw by trying each for a few steps.
 *
 * <p>Whatever is not clearly faster than the plain way, or leads elsewhere, is left out.
 */
final class WayFinder {

    private static final int ROUNDS = 2;
    private static final int STEPS = 3;

    /**
     * Steps after which a picture's neighbours show, in what the network gives and in its gradient, but rounding does not yet: the optimizer's
     * steps are as long where gradients are next to nothing.
     */
    private static final int SETTLED = 2;

    /** Of so many pixels the first step is not much slower than the next ones. */
    private static final int FEW_STEPS = 2;

    private static final long MANY_PIXELS = 2L * 224 * 224;

    /** A step of so many seconds is measured well enough in one round. */
    private static final double LONG_STEP = 0.2;

    /** Pictures that a step is tried with at each size, all ways together, as if each cost what the plain way does: from experience. */
    private static final int TRIED = 8;

    /** Share of their time that pictures can be hoped to lose by it. */
    private static final double SAVED = 0.3;

    /** Seconds it takes to open the network in other numbers, and to have the engine get used to each number of pictures. */
    private static final double OVERHEAD = 8;

    /** Seconds it takes to open the network in one other way. */
    private static final double OPENING = 1;

    private static final int LARGEST_EDGE = 224;
    private static final long MOST_PIXELS = 8L * 160 * 160;

    /** Measurements on a busy machine are not better than this. */
    private static final double CLEARLY = 0.95;

    /** Numbers of few digits have to pay for the risk that pictures become a little weaker. */
    private static final double FAR = 0.75;

    /** What is so much slower at the smallest size is not tried at larger ones. */
    private static final double HOPELESS = 1.25;

    private static final double AGREEMENT = 0.03;

    /** Whether two ways agree shows at small sizes already, and in the first steps. */
    private static final int JUDGED_EDGE = 128;

    private static final int JUDGED_STEPS = 48;

    private final String layer;
    private final List<Integer> filters;
    private final Recipe recipe;
    private final long seed;
    private final List<Integer> batches;
    private final List<Integer> edges;
    private final Map<Trial, Double> costs = new HashMap<>();

    /** Ways that are known not to keep pictures apart: they are drawn one at a time. */
    private final Set<Computation> mixing = new HashSet<>();

    /** Ways that were fast but not seen to lead to pictures as strong. */
    private final Set<Computation> doubtful = new LinkedHashSet<>();

    /**
     * For one recipe.
     *
     * @param layer the layer it is tried on
     * @param filters some filters of it
     * @param recipe the recipe
     * @param seed decides everything random
     * @param batches how many pictures may share a call of the engine
     */
    WayFinder(String layer, List<Integer> filters, Recipe recipe, long seed, List<Integer> batches) {
        this.layer = layer;
        this.filters = List.copyOf(filters);
        this.recipe = recipe;
        this.seed = seed;
        this.batches = List.copyOf(batches);
        this.edges = edges(recipe);
    }

    private record Trial(Computation computation, int edge, int batch) {
        int steps() {
            return (long) batch * edge * edge >= MANY_PIXELS ? FEW_STEPS : STEPS;
        }
    }

    /** Opens networks when they are tried. */
    @FunctionalInterface
    interface Opener {

        /** The network that computes so; null when it cannot. */
        @Nullable
        Network open(Computation computation);
    }

    /**
     * The fastest way: one that is clearly faster than the plainest one, or that.
     *
     * @param computations those to choose from, one at least; with Winograd's algorithm each is tried beside them
     * @param networks opens the network in each, and in the plain way
     * @param insists whether bf16 is taken whatever comes of it
     */
    Way find(Collection<Computation> computations, Opener networks, boolean insists) {
        Set<Computation> alive =
                new TreeSet<>(Comparator.comparing(Computation::narrowed).thenComparing(Computation::channelsLast));
        alive.addAll(computations);
        Computation plainest = alive.iterator().next();
        for (int edge : edges) {
            for (int round = 0; round < ROUNDS; round++) {
                List.copyOf(alive).forEach(computation -> tryAll(computation, edge, batches, networks));
                if (!alive.contains(plainest)) {
                    tryAll(plainest, edge, batches.subList(0, 1), networks);
                }
            }
            double best = alive.stream().mapToDouble(this::seconds).min().orElse(Double.POSITIVE_INFINITY);
            alive.removeIf(other -> seconds(other) > HOPELESS * best);
        }
        // All are held against it, even where it was too slow to be tried with every number of pictures.
        alive.add(plainest);
        return alive.stream()
                .sorted(Comparator.comparingDouble(this::seconds))
                .filter(computation -> insists || isWorth(computation, plainest, alive))
                .flatMap(computation -> forms(computation, networks))
                .filter(computation -> insists || !computation.narrowed() || agrees(computation, networks))
                .findFirst()
                .map(this::way)
                .orElseGet(() -> way(plainest));
    }

    /** With Winograd's algorithm, where that is clearly faster, and without. */
    private Stream<Computation> forms(Computation direct, Opener networks) {
        Computation other = direct.byWinograd();
        if (networks.open(other) == null) {
            return Stream.of(direct);
        }
        for (int edge : edges) {
            for (int round = 0; round < ROUNDS; round++) {
                tryAll(other, edge, batches, networks);
                tryAll(direct, edge, batches, networks);
            }
        }
        return seconds(other) < CLEARLY * seconds(direct) ? Stream.of(other, direct) : Stream.of(direct);
    }

    /**
     * Whether a way that was found elsewhere is clearly faster than the plain one here too, and leads to the same.
     *
     * @param insists whether bf16 is taken whatever comes of it
     */
    boolean holds(Way way, Opener networks, boolean insists) {
        return isFaster(way, Way.plain(recipe), networks) && leadsToTheSame(way, networks, insists);
    }

    /**
     * The way that was found elsewhere, or the same with Winograd's algorithm where that is clearly faster here: layers far back have more of
     * the convolutions that it is for.
     *
     * @param insists whether bf16 is taken whatever comes of it
     */
    Way quickened(Way way, Opener networks, boolean insists) {
        Way other = new Way(way.computation().byWinograd(), way.batches());
        return !other.equals(way)
                        && networks.open(other.computation()) != null
                        && isFaster(other, way, networks)
                        && leadsToTheSame(other, networks, insists)
                ? other
                : way;
    }

    private boolean leadsToTheSame(Way way, Opener networks, boolean insists) {
        return (way.pictures() == 1 || keepsApart(way.computation(), networks))
                && (insists || !way.computation().narrowed() || agrees(way.computation(), networks));
    }

    private boolean isFaster(Way way, Way than, Opener networks) {
        double one = Double.POSITIVE_INFINITY;
        double other = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            one = Math.min(one, cost(halfway(than), networks));
            other = Math.min(other, cost(halfway(way), networks));
        }
        return other < CLEARLY * one;
    }

    private Trial halfway(Way way) {
        int edge = edges.get(edges.size() / 2);
        return new Trial(way.computation(), edge, fits(way.pictures(), edge) ? way.pictures() : 1);
    }

    /** Edges at which is measured: the recipe's first, middle and last one that have steps, none too large. */
    private static List<Integer> edges(Recipe recipe) {
        List<Integer> all = recipe.stages().stream()
                .filter(stage -> stage.steps() > 0)
                .map(Stage::edge)
                .toList();
        return List.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1)).stream()
                .map(edge -> Math.min(edge, LARGEST_EDGE))
                .distinct()
                .toList();
    }

    /** One picture at a time, and then more as long as that helps. */
    private void tryAll(Computation computation, int edge, List<Integer> batches, Opener networks) {
        double least = Double.POSITIVE_INFINITY;
        for (int batch : batches) {
            if (batch > 1 && !(mayBe(batch, edge) && keepsApart(computation, networks))) {
                return;
            }
            Trial trial = new Trial(computation, edge, batch);
            double before = costs.getOrDefault(trial, Double.POSITIVE_INFINITY);
            boolean known = before * batch >= LONG_STEP && before < Double.POSITIVE_INFINITY;
            double now = known ? before : costs.merge(trial, cost(trial, networks), Math::min);
            if (now == Double.POSITIVE_INFINITY || now > CLEARLY * least) {
                return;
            }
            least = now;
        }
    }

    private boolean isWorth(Computation computation, Computation plainest, Set<Computation> alive) {
        double exact = alive.stream()
                .filter(other -> !other.narrowed())
                .mapToDouble(this::seconds)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return computation.narrowed()
                ? seconds(computation) < FAR * exact
                : computation.equals(plainest) || seconds(computation) < CLEARLY * seconds(plainest);
    }

    private Way way(Computation computation) {
        return new Way(
                computation,
                recipe.stages().stream()
                        .map(stage -> batch(computation, stage.edge()))
                        .toList());
    }

    /** The best batch at the measured edge that is nearest, as far as it fits; the only one where the user left no choice. */
    private int batch(Computation computation, int edge) {
        if (batches.size() == 1) {
            return mixing.contains(computation) ? 1 : batches.get(0);
        }
        int measured = nearest(edge);
        double alone = costs.getOrDefault(new Trial(computation, measured, 1), Double.POSITIVE_INFINITY);
        return batches.stream()
                .filter(batch -> mayBe(batch, edge))
                .filter(batch -> cost(computation, measured, batch) < CLEARLY * alone)
                .min(Comparator.comparingDouble(batch -> cost(computation, measured, batch)))
                .orElse(1);
    }

    private double cost(Computation computation, int edge, int batch) {
        return costs.getOrDefault(new Trial(computation, edge, batch), Double.POSITIVE_INFINITY);
    }

    /**
     * Seconds that all steps of a picture take at sizes measured so far; those of others as those of the nearest, by area. Without end
     * where nothing could be measured.
     */
    private double seconds(Computation computation) {
        List<Stage> measured = recipe.stages().stream()
                .filter(stage -> batches.stream()
                        .anyMatch(batch -> costs.containsKey(new Trial(computation, nearest(stage.edge()), batch))))
                .toList();
        if (measured.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        return measured.stream()
                .mapToDouble(stage -> {
                    int edge = nearest(stage.edge());
                    double area = (double) stage.edge() * stage.edge() / edge / edge;
                    double least = batches.stream()
                            .mapToDouble(batch -> cost(computation, edge, batch))
                            .min()
                            .orElse(Double.POSITIVE_INFINITY);
                    return stage.steps() == 0 ? 0 : stage.steps() * area * least;
                })
                .sum();
    }

    private int nearest(int edge) {
        return edges.stream()
                .min(Comparator.comparingInt(known -> Math.abs(known - edge)))
                .orElseThrow();
    }

    /** Seconds a picture and step; without end where the network cannot do it. */
    private double cost(Trial trial, Opener networks) {
        Network network = networks.open(trial.computation());
        if (network == null) {
            return Double.POSITIVE_INFINITY;
        }
        double[] best = {Double.POSITIVE_INFINITY};
        long[] last = {System.nanoTime()};
        List<Integer> same = Collections.nCopies(trial.batch(), filters.get(0));
        Recipe tried = ShortenedRecipe.at(recipe, new Stage(trial.edge(), trial.steps()));
        try (Visualizer visualizer = new Visualizer(network)) {
            visualizer.runTogether(layer, same, tried, List.of(trial.batch()), seed, (done, steps, objective) -> {
                long now = System.nanoTime();
                best[0] = Math.min(best[0], (now - last[0]) / 1e9 / trial.batch());
                last[0] = now;
            });
            return best[0];
        } catch (NoPictureException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** Whether so many pictures may share a call: where the user says how many, memory is the user's concern. */
    private boolean mayBe(int batch, int edge) {
        return batches.size() == 1 || fits(batch, edge);
    }

    /** More pictures than fit into the processor's caches gain nothing and take memory. */
    private static boolean fits(int batch, int edge) {
        return batch == 1 || batch * (long) edge * edge <= MOST_PIXELS;
    }

    /**
     * Whether so many pictures are worth the search: whether it can be hoped to save more time than it takes.
     *
     * @param pictures how many are to be drawn
     * @param networks opens the network in the plain way
     */
    boolean isWorth(int pictures, Opener networks) {
        double trials = edges.stream().mapToDouble(WayFinder::pixels).sum() * ROUNDS * STEPS * TRIED;
        return isWorth(pictures, OVERHEAD, trials + filters.size() * pixels(judged()), networks);
    }

    /** Whether so many pictures are worth a look at whether a way that was found elsewhere {@link #holds} here. */
    boolean isWorth(Way elsewhere, int pictures, Opener networks) {
        double trials = pixels(edges.get(edges.size() / 2)) * ROUNDS * STEPS * (1 + elsewhere.pictures());
        double judging = elsewhere.computation().narrowed() ? 2 * filters.size() * pixels(judged()) : 0;
        return isWorth(pictures, OPENING, trials + judging, networks);
    }

    /** Whether it can be hoped to save more time than it takes to draw so many pixels and what is there beside. */
    private boolean isWorth(int pictures, double beside, double tried, Opener networks) {
        if (filters.size() < 2 || SAVED * pictures * pixels(recipe) <= tried) {
            return false;
        }
        int edge = edges.get(edges.size() / 2);
        double perPixel = cost(new Trial(Computation.PLAIN, edge, 1), networks) / pixels(edge);
        return perPixel < Double.POSITIVE_INFINITY && (SAVED * pictures * pixels(recipe) - tried) * perPixel > beside;
    }

    /** All steps' pixels: what a picture costs grows with them. */
    private static double pixels(Recipe recipe) {
        return recipe.stages().stream()
                .mapToDouble(stage -> pixels(stage.edge()) * stage.steps())
                .sum();
    }

    private static double pixels(int edge) {
        return (double) edge * edge;
    }

    /** Whether pictures drawn this way excite their filters as much, in fp32, as those drawn the plain way. */
    boolean agrees(Computation computation, Opener networks) {
        boolean agrees = excitesAsMuch(computation, networks);
        if (!agrees) {
            doubtful.add(computation);
        }
        return agrees;
    }

    /** Those that {@link #agrees} was false of, in the order of its calls. */
    Set<Computation> doubtful() {
        return Collections.unmodifiableSet(doubtful);
    }

    private boolean excitesAsMuch(Computation computation, Opener networks) {
        // What is measured is the mean of a filter's map, which is not what other pictures are to make large.
        if (!(recipe.aim() instanceof Aim.Channel)) {
            return false;
        }
        Network plain = Objects.requireNonNull(networks.open(Computation.PLAIN));
        Network other = Objects.requireNonNull(networks.open(computation));
        int together =
                keepsApart(Computation.PLAIN, networks) && keepsApart(computation, networks) ? filters.size() : 1;
        try {
            Map<Integer, Double> expected = reached(plain, plain, together);
            Map<Integer, Double> reached = reached(other, plain, together);
            // Where the plain way gives nothing there is nothing to judge by.
            return !expected.isEmpty()
                    && reached.keySet().containsAll(expected.keySet())
                    && sum(reached, expected.keySet())
                            >= sum(expected, expected.keySet())
                                    - AGREEMENT * Math.abs(sum(expected, expected.keySet()));
        } catch (NoPictureException e) {
            return false;
        }
    }

    private static double sum(Map<Integer, Double> activations, Set<Integer> filters) {
        return filters.stream().mapToDouble(activations::get).sum();
    }

    /** The activations that pictures reach, by filter; filters that answer to nothing are left out. */
    private Map<Integer, Double> reached(Network network, Network judge, int together) {
        Recipe judged = judged();
        List<Integer> each = Collections.nCopies(judged.stages().size(), together);
        Prober prober = new Prober(judge);
        try (Visualizer visualizer = new Visualizer(network)) {
            Map<Integer, Double> reached = new HashMap<>();
            visualizer
                    .runTogether(layer, filters, judged, each, seed, ProgressListener.none())
                    .forEach((filter, drawn) -> reached.put(
                            filter,
                            (judge.input().showsAll()
                                            ? prober.respondAsIs(drawn.image(), layer)
                                            : prober.respondAsIs(drawn.planes(), layer))
                                    .means()
                                    .get(filter)));
            return reached;
        }
    }

    /** The recipe's first stages. */
    private Recipe judged() {
        List<Stage> first = new ArrayList<>();
        int steps = 0;
        for (Stage stage : recipe.stages()) {
            steps += stage.steps();
            if (first.isEmpty() || (stage.edge() <= JUDGED_EDGE && steps <= JUDGED_STEPS)) {
                first.add(stage);
            }
        }
        return new ShortenedRecipe(recipe, first);
    }

    /** A network may have been written for one image: its pictures must come out beside others as they do alone. */
    private boolean keepsApart(Computation computation, Opener networks) {
        if (filters.size() < 2 || mixing.contains(computation)) {
            return false;
        }
        if (costs.keySet().stream().anyMatch(trial -> trial.computation().equals(computation) && trial.batch() > 1)) {
            return true;
        }
        boolean apart = comesOutAsAlone(Objects.requireNonNull(networks.open(computation)));
        if (!apart) {
            mixing.add(computation);
        }
        return apart;
    }

    private boolean comesOutAsAlone(Network network) {
        Recipe tried = ShortenedRecipe.at(recipe, new Stage(edges.get(0), SETTLED));
        try (Visualizer visualizer = new Visualizer(network)) {
            Map<Integer, Visualization> together = visualizer.runTogether(
                    layer, filters, tried, List.of(filters.size()), seed, ProgressListener.none());
            for (Map.Entry<Integer, Visualization> picture : together.entrySet()) {
                List<Double> alone = visualizer
                        .run(layer, picture.getKey(), tried, seed, ProgressListener.none())
                        .trajectory();
                if (!isSame(alone, picture.getValue().trajectory())) {
                    return false;
                }
            }
            return !together.isEmpty();
        } catch (NoPictureException e) {
            return false;
        }
    }

    /** Whether two trajectories are nowhere apart by more than a share of the largest value on the way: one may pass through nothing. */
    private static boolean isSame(List<Double> one, List<Double> other) {
        double most = one.stream().mapToDouble(Math::abs).max().orElse(0);
        return IntStream.range(0, one.size()).allMatch(i -> Math.abs(one.get(i) - other.get(i)) <= AGREEMENT * most);
    }
}
