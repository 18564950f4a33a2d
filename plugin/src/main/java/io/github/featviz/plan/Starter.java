package io.github.featviz.plan;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Response;
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

    private final NetworkFile network;
    private final @Nullable Path classes;
    private final Path folder;
    private final List<Chosen> chosen = new ArrayList<>();

    private record Chosen(Layer layer, List<Integer> filters) {}

    /**
     * A starter for a network.
     *
     * @param classes file of class names; null: none
     * @param folder folder that the spec will be saved in
     */
    public Starter(NetworkFile network, @Nullable Path classes, Path folder) {
        this.network = network;
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
        yaml.append("network:\n  file: ").append(path(network.path())).append('\n');
        if (assumed != null) {
            yaml.append("  # ")
                    .append(assumed)
                    .append("\n  # Correct it if that is wrong: the pictures depend on it.\n");
        }
        yaml.append("  input: ").append(input(network.input())).append('\n');
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

    private static String input(InputFormat input) {
        boolean usual = input.equals(new InputFormat(input.size(), input.mean(), input.std()));
        return "{size: %d, mean: %s, std: %s%s}"
                .formatted(input.size(), input.mean(), input.std(), usual ? "" : ", shown: " + input.shown());
    }

    private static String section(Chosen chosen) {
        return "  # %s, %d filters; these stood out most\n  - layer: %s\n    filters: %s\n\n"
                .formatted(
                        chosen.layer().type(),
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

    /** A single-quoted YAML scalar takes every character as it is, but for the quote itself. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
