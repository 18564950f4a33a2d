package io.github.featviz.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.evidence.Strength;
import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.probe.Prober;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import io.github.featviz.visualize.ArticleRecipe;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualizer;
import io.github.featviz.worker.Crew;
import io.github.featviz.worker.Event;
import io.github.featviz.worker.WorkerCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Draws whole pictures as a gallery does, and holds their time against the article's program: see docs/bench.md. */
public final class Race {

    private static final int STEPS = 3;
    private static final Recipe ARTICLE = new ArticleRecipe(56, 12, 1.2, 20, 0.1, 1e-6, 5);

    private final Subject subject;
    private final Path folder;

    private Race(Subject subject, Path folder) {
        this.subject = subject;
        this.folder = folder;
    }

    /**
     * Runs the race.
     *
     * @param args {@code network:layer}, number of pictures by the article's recipe or 0, number of pictures by the default one
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("featviz-race");
        Race race = new Race(Subject.of(args[0], folder), folder);
        double baseline = race.baseline();
        System.out.printf(
                Locale.ROOT,
                "the article's recipe in fp32, one by one, the whole network computed: %.1f s a picture%n",
                baseline);
        int articles = Integer.parseInt(args[1]);
        race.run(
                "article, one by one, fp32",
                RecipeSpec.Article.DEFAULT,
                Math.min(1, articles),
                Latitude.NONE,
                1,
                baseline);
        race.run("article", RecipeSpec.Article.DEFAULT, articles, Latitude.FULL, processors(), baseline);
        race.run(
                "fourier",
                RecipeSpec.Fourier.DEFAULT,
                Integer.parseInt(args[2]),
                Latitude.FULL,
                processors(),
                baseline);
        System.exit(0);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Seconds a picture: a few steps at each size stand for all of that size. */
    private double baseline() throws IOException {
        try (Network network = Networks.open(subject.archive(), Subject.INPUT, List.of(subject.layer()))) {
            Networks.useThreads(processors());
            return ARTICLE.stages().stream()
                    .filter(stage -> stage.steps() > 0)
                    .mapToDouble(stage -> stage.steps() * (step(network, stage.edge()) + rest(network, stage.edge())))
                    .sum();
        }
    }

    private double step(Network network, int edge) {
        double[] best = {Double.MAX_VALUE};
        long[] last = {System.nanoTime()};
        try (Visualizer visualizer = new Visualizer(network)) {
            Recipe tried = ShortenedRecipe.at(ARTICLE, new Stage(edge, STEPS));
            visualizer.runTogether(subject.layer(), List.of(0), tried, List.of(1), 1, (done, steps, objective) -> {
                long now = System.nanoTime();
                best[0] = Math.min(best[0], (now - last[0]) / 1e9);
                last[0] = now;
            });
        } catch (NoPictureException e) {
            System.out.println(e.getMessage());
        }
        return best[0];
    }

    /** What it costs to go on behind the layer, as programs do that read a layer by a hook. */
    private double rest(Network network, int edge) {
        double part = Double.MAX_VALUE;
        double whole = Double.MAX_VALUE;
        for (int i = 0; i < STEPS; i++) {
            try (NDManager scratch = network.manager().newSubManager()) {
                NDArray image = scratch.zeros(new Shape(1, 3, edge, edge));
                long begin = System.nanoTime();
                network.activation(subject.layer(), image);
                long middle = System.nanoTime();
                network.forward(image);
                part = Math.min(part, (middle - begin) / 1e9);
                whole = Math.min(whole, (System.nanoTime() - middle) / 1e9);
            }
        }
        return Math.max(0, whole - part);
    }

    private void run(String name, RecipeSpec recipe, int count, Latitude latitude, int workers, double baseline)
            throws IOException {
        if (count == 0) {
            return;
        }
        NetworkFile network = new NetworkFile(subject.archive(), "race", Subject.INPUT);
        Path storeFolder = folder.resolve(name.replaceAll("\\W", "")).resolve("store");
        List<Work> works = IntStream.range(0, count)
                .<Work>mapToObj(filter -> new Work.Draw(subject.layer(), filter, recipe))
                .toList();
        List<Note> notes = new ArrayList<>();
        long begin = System.nanoTime();
        try (Crew crew = new Crew(command(latitude), network, storeFolder, workers, processors())) {
            crew.run(works, event -> note(event, notes));
        }
        long end = System.nanoTime();
        double seconds = (end - begin) / 1e9 / count;
        double drawing = (end - searched(notes).orElse((double) begin)) / 1e9 / count;
        notes.forEach(note -> System.out.println("  " + note.text()));
        System.out.printf(
                Locale.ROOT,
                "%s: %s pictures, %.2f s a picture all told, %.1f times the article's speed;"
                        + " %.2f s and %.1f times once the way is found; %s%n",
                name,
                count,
                seconds,
                baseline / seconds,
                drawing,
                baseline / drawing,
                strength(network, Store.open(storeFolder), works));
    }

    /** What a worker said, and when. */
    private record Note(String text, long at) {}

    private static void note(Event event, List<Note> notes) {
        if (event instanceof Event.Noted noted) {
            notes.add(new Note(noted.text(), System.nanoTime()));
        } else if (event instanceof Event.Failed failed) {
            notes.add(new Note("failed: " + failed.reason(), System.nanoTime()));
        }
    }

    /** When the workers had found the way, on average: each looks for it, and the next build remembers it. */
    private static OptionalDouble searched(List<Note> notes) {
        return notes.stream()
                .filter(note -> note.text().startsWith("fastest way"))
                .mapToLong(Note::at)
                .average();
    }

    /** How many are rank 1 among the layer's filters, and what the first reached. */
    private String strength(NetworkFile file, Store store, List<Work> works) throws IOException {
        Map<Integer, Double> reached = new TreeMap<>();
        int first = 0;
        try (Network network = Networks.open(subject.archive(), Subject.INPUT, List.of(subject.layer()))) {
            Moments references = new Prober(network).references(subject.layer());
            for (Work work : works) {
                Store.Entry entry = store.find(WorkKey.of(file, work)).orElse(null);
                if (entry != null) {
                    int filter = ((Work.Draw) work).filter();
                    Response response = new Response(entry.read(Picture.class).response());
                    Strength strength = Strength.of(filter, response, references, List.of());
                    reached.put(filter, strength.reached());
                    first += strength.rank() == 1 ? 1 : 0;
                }
            }
        }
        return "rank 1: %s of %s; mean activation of the first filter: %s"
                .formatted(first, works.size(), reached.get(0));
    }

    /** A worker with the class path of this process. */
    static WorkerCommand command(Latitude latitude) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
        Path engine = Path.of(System.getProperty("user.home"), ".cache", "featviz", "engine");
        return WorkerCommand.of(classPath, "1g", engine, List.of(), latitude);
    }
}
