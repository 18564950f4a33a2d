package io.github.featviz.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.Networks;
import io.github.featviz.visualize.ArticleRecipe;
import io.github.featviz.visualize.FourierRecipe;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures what a step of a picture costs in every way that it can be computed, and prints and writes it: see docs/bench.md. */
public final class Bench {

    private static final int ROUNDS = 3;
    private static final int STEPS = 3;
    private static final List<Integer> BATCHES = List.of(1, 4, 8);
    private static final Map<String, Recipe> RECIPES = Map.of(
            "article",
            new ArticleRecipe(56, 12, 1.2, 20, 0.1, 1e-6, 5),
            "fourier",
            new FourierRecipe(224, 64, 1.2, 0.1, 0.03, 0.1, 8));

    private final Subject subject;
    private final List<Integer> edges;

    private Bench(Subject subject, List<Integer> edges) {
        this.subject = subject;
        this.edges = edges;
    }

    /** A way to draw. */
    private record Way(String recipe, int edge, Computation computation, int batch) {}

    /**
     * A line of the table.
     *
     * @param milliseconds an image and step
     * @param gigaflops a second
     * @param share of the peak that the machine reaches in these numbers
     * @param convolution {@code "direct"} or {@code "winograd"}; what the latter saves of the operations counts as done
     * @param timesFaster than the baseline
     * @param megabytes of memory that the process holds
     */
    private record Row(
            String network,
            String layer,
            String recipe,
            int edge,
            String precision,
            String layout,
            String convolution,
            int batch,
            double milliseconds,
            double gigaflops,
            double share,
            double timesFaster,
            long megabytes) {}

    /**
     * Runs the benchmark.
     *
     * @param args the file to write as JSON, image edges with commas between, then {@code network:layer} as often as wanted
     */
    public static void main(String[] args) throws IOException {
        List<Integer> edges =
                List.of(args[1].split(",")).stream().map(Integer::valueOf).toList();
        List<Row> rows = new ArrayList<>();
        for (String argument : List.of(args).subList(2, args.length)) {
            Subject subject = Subject.of(argument, Files.createTempDirectory("featviz-bench"));
            rows.addAll(new Bench(subject, edges).rows());
        }
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(Path.of(args[0]).toFile(), rows);
        // Native threads of the engine must not keep the process alive.
        System.exit(0);
    }

    private List<Row> rows() throws IOException {
        try (Opened ordinary = Opened.of(subject, false);
                Opened awake = Opened.of(subject, true)) {
            return rows(ordinary, awake);
        }
    }

    /**
     * A network in every way that it can compute.
     *
     * @param networks the network by the way
     * @param owned what is to be closed, last to first
     */
    private record Opened(Map<Computation, Network> networks, Deque<Network> owned) implements AutoCloseable {

        static Opened of(Subject subject, boolean awake) throws IOException {
            List<String> layers = List.of(subject.layer());
            Opened opened = new Opened(new LinkedHashMap<>(), new ArrayDeque<>());
            Network plain = opened.add(plain(subject, layers, awake));
            Optional<Network> folded = Networks.openFolded(subject.archive(), Subject.INPUT, layers, awake);
            folded.ifPresent(opened::add);
            Network narrowed = opened.add(Networks.openNarrowed(subject.archive(), Subject.INPUT, layers, awake));
            opened.networks.put(Computation.PLAIN, plain);
            opened.networks.put(new Computation(false, true), opened.add(Networks.channelsLast(folded.orElse(plain))));
            opened.networks.put(Computation.NARROWED, narrowed);
            opened.networks.put(new Computation(true, true), opened.add(Networks.channelsLast(narrowed)));
            for (boolean brain : List.of(false, true)) {
                Networks.openByWinograd(subject.archive(), Subject.INPUT, layers, brain, awake)
                        .map(opened::add)
                        .map(Networks::channelsLast)
                        .map(opened::add)
                        .ifPresent(network -> opened.networks.put(new Computation(brain, true, true), network));
            }
            return opened;
        }

        /** Without a ReLU nothing sleeps. */
        private static Network plain(Subject subject, List<String> layers, boolean awake) throws IOException {
            Optional<Network> woken =
                    awake ? Networks.openAwake(subject.archive(), Subject.INPUT, layers) : Optional.empty();
            return woken.isPresent() ? woken.get() : Networks.open(subject.archive(), Subject.INPUT, layers);
        }

        private Network add(Network network) {
            owned.push(network);
            return network;
        }

        Network plain() {
            return Objects.requireNonNull(networks.get(Computation.PLAIN));
        }

        @Override
        public void close() {
            owned.forEach(Network::close);
        }
    }

    private List<Row> rows(Opened ordinary, Opened awake) {
        Network plain = ordinary.plain();
        Peak peak = Peak.measured(plain.manager());
        double operations = subject.operations(plain.describe().layers());
        System.out.printf(
                "%s %s; peak %.0f GFLOP/s in fp32, %.0f in bf16%n",
                subject.archive().getFileName(), subject.layer(), peak.fp32(), peak.bf16());
        System.out.println(
                "recipe  edge precision layout convolution batch ms/image/step GFLOP/s  peak  x baseline  MB");
        List<Row> rows = new ArrayList<>();
        for (int edge : edges) {
            Map<Way, Double> times = times(ordinary, awake, edge);
            double rest = rest(plain, edge);
            times.forEach((way, milliseconds) -> {
                double baseline =
                        Objects.requireNonNull(times.get(new Way(way.recipe(), edge, Computation.PLAIN, 1))) + rest;
                double speed =
                        operations * edge * edge / Subject.INPUT.size() / Subject.INPUT.size() / milliseconds / 1e6;
                boolean brain = way.computation().narrowed();
                Row row = new Row(
                        subject.archive().getFileName().toString(),
                        subject.layer(),
                        way.recipe(),
                        edge,
                        brain ? "bf16" : "fp32",
                        way.computation().layout(),
                        way.computation().convolution(),
                        way.batch(),
                        milliseconds,
                        speed,
                        speed / (brain ? peak.bf16() : peak.fp32()),
                        baseline / milliseconds,
                        megabytes());
                print(row);
                rows.add(row);
            });
        }
        return rows;
    }

    /** Best of several, taken in turns so that a busy moment of the machine hits all alike. */
    private Map<Way, Double> times(Opened ordinary, Opened awake, int edge) {
        Map<Way, Double> best = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            RECIPES.forEach((name, recipe) -> (recipe.drawsAwake() ? awake : ordinary)
                    .networks()
                    .forEach((computation, network) -> BATCHES.forEach(batch -> {
                        if ((long) batch * edge * edge <= 8L * 160 * 160) {
                            best.merge(
                                    new Way(name, edge, computation, batch),
                                    time(network, recipe, edge, batch),
                                    Math::min);
                        }
                    })));
        }
        return best;
    }

    private double time(Network network, Recipe recipe, int edge, int batch) {
        double[] best = {Double.MAX_VALUE};
        long[] last = {System.nanoTime()};
        List<Integer> filters = IntStream.range(0, batch).boxed().toList();
        try (Visualizer visualizer = new Visualizer(network)) {
            visualizer.runTogether(
                    subject.layer(),
                    filters,
                    ShortenedRecipe.at(recipe, new Stage(edge, STEPS)),
                    List.of(batch),
                    1,
                    (done, steps, objective) -> {
                        long now = System.nanoTime();
                        best[0] = Math.min(best[0], (now - last[0]) / 1e6 / batch);
                        last[0] = now;
                    });
        } catch (NetworkException | NoPictureException e) {
            System.out.println(e.getMessage());
        }
        return best[0];
    }

    /** What it costs to go on behind the layer to the network's end, as programs do that read a layer by a hook; milliseconds. */
    private double rest(Network plain, int edge) {
        double whole = Double.MAX_VALUE;
        double part = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            try (NDManager scratch = plain.manager().newSubManager()) {
                NDArray image = scratch.zeros(new Shape(1, 3, edge, edge));
                long begin = System.nanoTime();
                plain.activation(subject.layer(), image);
                long middle = System.nanoTime();
                plain.forward(image);
                part = Math.min(part, (middle - begin) / 1e6);
                whole = Math.min(whole, (System.nanoTime() - middle) / 1e6);
            }
        }
        return Math.max(0, whole - part);
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %3d %-4s %-14s %-8s %d %8.1f ms %6.0f GFLOP/s %4.0f %% %5.1f x %6d MB%n",
                row.recipe(),
                row.edge(),
                row.precision(),
                row.layout(),
                row.convolution(),
                row.batch(),
                row.milliseconds(),
                row.gigaflops(),
                100 * row.share(),
                row.timesFaster(),
                row.megabytes());
    }

    /** The most memory held so far, where the system tells; else 0. */
    private static long megabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
