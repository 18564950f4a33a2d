package io.github.featviz.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.evidence.Strength;
import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.probe.Prober;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.visualize.ArticleRecipe;
import io.github.featviz.visualize.FourierRecipe;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.ProgressListener;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Draws filters by several recipes and holds the pictures against each other: see docs/bench.md. */
public final class Quality {

    private static final int BATCH = 4;
    private static final int THUMBNAIL = 112;
    private static final int COLUMNS = 8;

    /**
     * What Lucid and its offspring do when nothing else is asked for: one size, 512 steps, shifts of 16 and 8 pixels, and, with a network
     * that is not one of their own, its own gradients.
     */
    private static final String LUCID = "lucid";

    private static final String LUCIDS_SETTINGS = "fourier/128x512/1/0.05/0.15/0.08/5";

    private final Path folder;
    private final int filters;
    private final Map<String, Recipe> recipes;

    private Quality(Path folder, int filters, Map<String, Recipe> recipes) {
        this.folder = folder;
        this.filters = filters;
        this.recipes = recipes;
    }

    /**
     * Runs the comparison.
     *
     * @param args folder for contact sheets, number of filters a layer, recipes with semicolons between, then {@code network:layer} as
     *     often as wanted, with the input's mean and deviation behind it where they are not 0.5 and 0.25, such as
     *     {@code net.pt:conv@0.48/0.004}. A recipe is {@code article}, {@code lucid}, {@code fourier} or {@code fourier/64x24+128x24+224x16/1.2/0.1/0.03/0.1/8}:
     *     {@code maco}, {@code pixels} or {@code alpha} may stand for {@code fourier}. Stages, exponent, step size, largest shift, scale and rotation. All are held against the first.
     */
    public static void main(String[] args) throws IOException {
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (String text : args[2].split(";", -1)) {
            recipes.put(text, recipe(text));
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        Quality quality = new Quality(folder, Integer.parseInt(args[1]), recipes);
        for (String argument : Arrays.asList(args).subList(3, args.length)) {
            String[] parts = argument.split("@", -1);
            quality.compare(
                    Subject.of(parts[0], Files.createTempDirectory("featviz-quality")),
                    parts.length == 1 ? Subject.INPUT : input(parts[1]));
        }
        System.exit(0);
    }

    private static Recipe recipe(String text) {
        if (text.equals("article")) {
            return new ArticleRecipe(56, 12, 1.2, 20, 0.1, 1e-6, 5);
        }
        if (text.equals(LUCID)) {
            return recipe(LUCIDS_SETTINGS);
        }
        String[] parts = text.split("/", -1);
        double usualRate = Map.of("maco", 0.15, "pixels", 0.03).getOrDefault(parts[0], 0.1);
        double[] numbers = {1.2, usualRate, 0.03, 0.1, 8};
        for (int i = 2; i < parts.length; i++) {
            numbers[i - 2] = Double.parseDouble(parts[i]);
        }
        boolean maco = parts[0].equals("maco");
        Recipe fourier = new FourierRecipe(
                medium(parts[0]),
                224,
                maco ? 128 : 64,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                parts[0].equals("alpha"),
                1);
        if (parts.length == 1) {
            return fourier;
        }
        List<Stage> stages = Arrays.stream(parts[1].split("\\+", -1))
                .map(stage -> stage.split("x", -1))
                .map(stage -> new Stage(Integer.parseInt(stage[0]), Integer.parseInt(stage[1])))
                .toList();
        return new ShortenedRecipe(fourier, stages);
    }

    private static FourierRecipe.Medium medium(String name) {
        return switch (name) {
            case "maco" -> FourierRecipe.Medium.PHASES;
            case "pixels" -> FourierRecipe.Medium.PIXELS;
            default -> FourierRecipe.Medium.SPECTRUM;
        };
    }

    private static InputFormat input(String text) {
        double[] numbers = Arrays.stream(text.split("/", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new InputFormat(224, Collections.nCopies(3, numbers[0]), Collections.nCopies(3, numbers[1]));
    }

    /**
     * What came of a recipe.
     *
     * @param sigmas for each filter, by how many deviations its mean activation in the finished picture exceeds that over made images;
     *     NaN: it gave no picture
     * @param atInputSize the same with the picture resampled to the network's input size
     * @param ranks of those that gave one, among the layer's filters
     */
    private record Outcome(
            List<Double> sigmas, List<Double> atInputSize, List<Integer> ranks, int dead, double seconds) {

        double rankedFirst() {
            return ranks.stream().filter(rank -> rank == 1).count() / (double) (ranks.size() + dead);
        }

        double inTopPercent(int channels) {
            return ranks.stream()
                            .filter(rank -> rank <= Math.max(1, channels / 100))
                            .count()
                    / (double) (ranks.size() + dead);
        }
    }

    private void compare(Subject subject, InputFormat input) throws IOException {
        try (Network plain = Networks.open(subject.archive(), input, List.of(subject.layer()));
                Network awake = Networks.openAwake(subject.archive(), input, List.of(subject.layer()))
                        .orElseGet(() -> Networks.channelsLast(plain));
                Network waking = Networks.channelsLast(awake);
                Network network = Networks.channelsLast(plain)) {
            // As each of a gallery's workers has it: two threads would wait for each other on a busy machine.
            Networks.useThreads(1);
            int channels = channels(network, subject.layer());
            List<Integer> chosen = IntStream.range(0, Math.min(filters, channels))
                    .map(i -> (int) ((long) i * channels / Math.min(filters, channels)))
                    .boxed()
                    .toList();
            System.out.printf(
                    "%s %s, %s of %s filters%n",
                    subject.archive().getFileName(), subject.layer(), chosen.size(), channels);
            Outcome first = null;
            for (Map.Entry<String, Recipe> recipe : recipes.entrySet()) {
                Outcome outcome = outcome(network, waking, subject, recipe.getKey(), recipe.getValue(), chosen);
                first = first == null ? outcome : first;
                System.out.printf(
                        Locale.ROOT,
                        "  %-44s rank 1: %3.0f %%  top 1 %%: %3.0f %%  dead: %d  excess activation against the first: %.3f, at the input's size: %.3f  %.2f s a picture%n",
                        recipe.getKey(),
                        100 * outcome.rankedFirst(),
                        100 * outcome.inTopPercent(channels),
                        outcome.dead(),
                        median(outcome.sigmas(), first.sigmas()),
                        median(outcome.atInputSize(), first.atInputSize()),
                        outcome.seconds());
            }
        }
    }

    private static int channels(Network network, String layer) {
        try (NDManager scratch = network.manager().newSubManager()) {
            NDArray features = network.features(layer, scratch.zeros(new Shape(1, 3, 96, 96)));
            return Math.toIntExact(features.getShape().get(1));
        }
    }

    private Outcome outcome(
            Network network, Network waking, Subject subject, String name, Recipe recipe, List<Integer> chosen)
            throws IOException {
        Prober prober = new Prober(network);
        Moments references = prober.references(subject.layer());
        List<Double> sigmas = new ArrayList<>();
        List<Double> atInputSize = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        List<BufferedImage> images = new ArrayList<>();
        int dead = 0;
        long begin = System.nanoTime();
        try (Visualizer visualizer = new Visualizer(network, () -> name.equals(LUCID) ? null : waking)) {
            List<Integer> batches = Collections.nCopies(recipe.stages().size(), BATCH);
            for (int i = 0; i < chosen.size(); i += BATCH) {
                List<Integer> some = chosen.subList(i, Math.min(chosen.size(), i + BATCH));
                Map<Integer, Visualization> pictures =
                        visualizer.runTogether(subject.layer(), some, recipe, batches, 1, ProgressListener.none());
                for (int filter : some) {
                    Visualization picture = pictures.get(filter);
                    picture = picture == null ? again(visualizer, subject, recipe, filter) : picture;
                    if (picture == null) {
                        dead++;
                        sigmas.add(Double.NaN);
                        atInputSize.add(Double.NaN);
                        continue;
                    }
                    Response response = prober.respondAsIs(picture.image(), subject.layer());
                    Strength strength = Strength.of(filter, response, references, List.of());
                    sigmas.add(strength.sigma());
                    Response seen = prober.respond(picture.image(), subject.layer());
                    atInputSize.add(
                            Strength.of(filter, seen, references, List.of()).sigma());
                    ranks.add(strength.rank());
                    images.add(picture.image());
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9 / chosen.size();
        Path sheet = folder.resolve((subject.archive().getFileName() + "-" + subject.layer() + "-" + name)
                        .replaceAll("[^A-Za-z0-9.+-]", "_")
                + ".png");
        ImageIO.write(sheet(images), "png", sheet.toFile());
        return new Outcome(sigmas, atInputSize, ranks, dead, seconds);
    }

    /** As a gallery does: with gradients where the network is off, then from other noise. */
    private static @Nullable Visualization again(Visualizer visualizer, Subject subject, Recipe recipe, int filter) {
        try {
            return visualizer.run(subject.layer(), filter, recipe, 1, ProgressListener.none());
        } catch (NoPictureException e) {
            return null;
        }
    }

    private static double median(List<Double> activations, List<Double> first) {
        double[] ratios = IntStream.range(0, activations.size())
                .mapToDouble(i -> activations.get(i) / first.get(i))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }

    private static BufferedImage sheet(List<BufferedImage> images) {
        int rows = (images.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * THUMBNAIL, Math.max(1, rows) * THUMBNAIL, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        for (int i = 0; i < images.size(); i++) {
            graphics.drawImage(
                    images.get(i), i % COLUMNS * THUMBNAIL, i / COLUMNS * THUMBNAIL, THUMBNAIL, THUMBNAIL, null);
        }
        graphics.dispose();
        return sheet;
    }
}
