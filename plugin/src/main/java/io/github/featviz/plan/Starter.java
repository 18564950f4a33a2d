package io.github.featviz.plan;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Response;
import io.github.featviz.spec.NetworkSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a spec to start from: layers spread over the network's depth, and of each the most selective filters. */
public final class Starter {

    private static final int LAYERS = 6;
    private static final int FILTERS = 8;

    /** Where fewer convolutions seem to mix channels, the network is so narrow that the sign deceives. */
    private static final int FEWEST = 3;

    /** A convolution with no more values a filter works on one channel at a time (7 × 7 and bias). */
    private static final int DEPTHWISE = 50;

    private final NetworkSource network;
    private final InputFormat format;
    private final @Nullable Path classes;
    private final Path folder;
    private final List<Chosen> chosen = new ArrayList<>();

    private record Chosen(Layer layer, List<Integer> filters) {}

    /**
     * A starter for a network.
     *
     * @param network where it comes from
     * @param format how images reach it
     * @param classes file of class names; null: none
     * @param folder folder that the spec will be saved in
     */
    public Starter(NetworkSource network, InputFormat format, @Nullable Path classes, Path folder) {
        this.network = network;
        this.format = format;
        this.classes = classes;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Convolutions with features of their own, spread evenly from the first to the last; else any layers with filters. */
    public static List<Layer> layers(NetworkDescription network) {
        List<Layer> convolutions = new LayerOrder(network)
                .steps().stream()
                        .filter(layer -> layer.shape().size() == 4 && LayerOrder.isConvolution(layer))
                        .toList();
        List<Layer> candidates = convolutions.stream()
                .filter(layer -> layer.equals(convolutions.get(0)) || mixesChannels(layer))
                .toList();
        List<Layer> own = candidates.size() >= FEWEST ? candidates : convolutions;
        return spread(
                own.isEmpty()
                        ? network.layers().stream()
                                .filter(layer -> layer.filters() > 0)
                                .toList()
                        : own);
    }

    private static List<Layer> spread(List<Layer> layers) {
        int count = Math.min(LAYERS, layers.size());
        return IntStream.range(0, count)
                .mapToObj(i -> layers.get(count == 1 ? 0 : Math.round((layers.size() - 1) * (float) i / (count - 1))))
                .distinct()
                .toList();
    }

    /** Neither depthwise, nor inside a squeeze-and-excitation block, whose maps are single values. */
    private static boolean mixesChannels(Layer layer) {
        boolean hasArea = layer.shape().get(2) * layer.shape().get(3) > 1;
        return hasArea && layer.parameters() > (long) DEPTHWISE * layer.filters();
    }

    /**
     * Chooses the filters of a layer: those whose largest response, over the photographs or else the reference images, stands
     * out most, in standard deviations.
     */
    public void add(Layer layer, Moments references, List<Response> photographs) {
        Baseline baseline = Baseline.of(references, List.of());
        List<Integer> filters = IntStream.range(0, Math.min(layer.filters(), baseline.filters()))
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer filter) -> -selectivity(filter, baseline, references, photographs)))
                .limit(FILTERS)
                .sorted()
                .toList();
        chosen.add(new Chosen(layer, filters));
    }

    private static double selectivity(int filter, Baseline baseline, Moments references, List<Response> photographs) {
        double largest = photographs.stream()
                .mapToDouble(photograph -> photograph.means().get(filter))
                .max()
                .orElse(references.peak().get(filter));
        return baseline.sigma(filter, largest);
    }

    /**
     * The spec as commented YAML.
     *
     * @param probes photographs to test hypotheses on
     * @param assumed what was assumed about the input; null: nothing
     */
    public String yaml(List<Path> probes, @Nullable String assumed) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# A start: change it as you look. Layers are listed by mvn featviz:layers.\n");
        yaml.append("network:\n");
        source(network).forEach(line -> yaml.append("  ").append(line).append('\n'));
        if (assumed != null) {
            yaml.append("  # ")
                    .append(oneLine(assumed))
                    .append("\n  # Correct it if that is wrong: the pictures depend on it.\n");
        }
        yaml.append("  input: ").append(input(format)).append('\n');
        if (classes != null) {
            yaml.append("  classes: ").append(path(classes)).append('\n');
        }
        yaml.append("\nspecs:\n");
        chosen.forEach(layer -> yaml.append(section(layer)));
        if (!chosen.isEmpty()) {
            probes.forEach(probe -> yaml.append(hypothesis(probe)));
        }
        return yaml.toString();
    }

    /** The lines that the reader of specs understands as this source. */
    private List<String> source(NetworkSource source) {
        if (source instanceof NetworkSource.OnDisk file) {
            return List.of("file: " + path(file.path()));
        }
        if (source instanceof NetworkSource.Download download) {
            return List.of("url: " + quoted(download.address().toString()), "sha256: " + quoted(download.sha256()));
        }
        if (source instanceof NetworkSource.Artifact artifact) {
            return List.of("maven: " + quoted(artifact.coordinates()));
        }
        if (source instanceof NetworkSource.ModelZoo zoo) {
            return List.of("djl: " + quoted(zoo.address().toString()));
        }
        return source instanceof NetworkSource.Weights weights
                ? with("architecture: " + quoted(weights.architecture()), "weights:", weights.weights())
                : with(
                        "block-factory: " + quoted(((NetworkSource.Block) source).factory()),
                        "parameters:",
                        ((NetworkSource.Block) source).parameters());
    }

    private List<String> with(String line, String key, @Nullable NetworkSource file) {
        List<String> lines = new ArrayList<>(List.of(line));
        if (file != null) {
            lines.add(key);
            source(file).forEach(inner -> lines.add("  " + inner));
        }
        return lines;
    }

    private static String input(InputFormat input) {
        boolean usual = input.equals(new InputFormat(input.size(), input.mean(), input.std()));
        return "{size: " + input.size() + ", mean: " + input.mean() + ", std: " + input.std()
                + (usual ? "" : ", shown: " + input.shown()) + "}";
    }

    private static String section(Chosen chosen) {
        return "  # %s, %s filters; these stood out most\n  - layer: %s\n    filters: %s\n\n"
                .formatted(
                        oneLine(chosen.layer().type()),
                        chosen.layer().filters(),
                        quoted(chosen.layer().name()),
                        chosen.filters());
    }

    /** The photograph's own largest spikes, to begin with. */
    private String hypothesis(Path probe) {
        return """
                  # The largest spikes of this photograph. What do you see? Then write  expect: [number]  and look at the verdict.
                  - layer: %s
                    filters: {spikes: 3}
                    probe: %s

                """
                .formatted(quoted(chosen.get(chosen.size() - 1).layer().name()), path(probe));
    }

    /** Relative where that stays within reach, so that the spec can move with its project. */
    private String path(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        boolean near =
                absolute.startsWith(folder) || (folder.getParent() != null && absolute.startsWith(folder.getParent()));
        Path shown = near ? folder.relativize(absolute) : absolute;
        return quoted(IntStream.range(0, shown.getNameCount())
                .mapToObj(i -> shown.getName(i).toString())
                .collect(Collectors.joining("/", shown.isAbsolute() ? root(shown) : "", "")));
    }

    private static String root(Path absolute) {
        return String.valueOf(absolute.getRoot()).replace('\\', '/');
    }

    /** Text for a comment, which ends with its line. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\u2028\u2029]+", " ");
    }

    /**
     * A single-quoted YAML scalar takes every printable character as it is, but for the quote itself; a double-quoted one takes
     * escapes for the others, such as the line breaks that file names may hold.
     */
    private static String quoted(String text) {
        return text.codePoints().allMatch(Starter::isPlain)
                ? "'" + text.replace("'", "''") + "'"
                : text.codePoints()
                        .mapToObj(c -> isPlain(c) && c != '"' && c != '\\' ? Character.toString(c) : escaped(c))
                        .collect(Collectors.joining("", "\"", "\""));
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String escaped(int codePoint) {
        String digits = Integer.toHexString(codePoint);
        return "\\U" + "0".repeat(8 - digits.length()) + digits;
    }
}
