package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.result.InputFormat;
import io.github.featviz.torchscript.CallSite;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and gradients at every layer of real archives, against what PyTorch computes there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    private static final Path FOLDER = Path.of(System.getProperty("featviz.conformance", "../../shared/conformance"));

    /** By what share numbers may differ. */
    private record Tolerance(double values, double gradients) {}

    /** Deep networks, where the order of additions shows in the fourth digit of a gradient. */
    private static final Tolerance DEEP = new Tolerance(1e-4, 1e-3);

    private static final Tolerance STRICT = new Tolerance(1e-4, 1e-4);

    /** Batch norms of random weights blow up the last digits, which folding changes. */
    private static final Tolerance FOLDED = new Tolerance(5e-4, 5e-3);

    private static final String GRADIENT_DIFFERS = "gradient";

    private static final Set<String> STRICT_ONES = Set.of(
            "vgg_small_bn_traced", "resnet18_traced", "mobilenet_v2_traced", "shared_relu_traced", "gray_traced");

    private int nodes;
    private int rightNodes;

    static List<Path> archives() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".pt"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_archives_are_there() {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "skipped: no ../shared/conformance beside this checkout; name its place with -Dfeatviz.conformance");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("archives")
    void every_layer_gives_what_pytorch_gives(Path archive) throws IOException {
        String name = name(archive);
        JsonNode told = told(archive);
        Tolerance tolerance = STRICT_ONES.contains(name) ? STRICT : DEEP;

        List<String> wrongLayers;
        List<String> wrongNodes;
        try (Network network = Networks.open(archive, format(told), tappable(archive, told))) {
            wrongLayers = differences(network, told.get("layers"), tolerance);
            wrongNodes = differences(network, told.get("nodes"), tolerance);
        }

        System.out.printf(
                "%-28s layers %3d / %3d   nodes %3d / %3d  %s%n",
                name,
                told.get("layers").size() - wrongLayers.size(),
                told.get("layers").size(),
                told.get("nodes").size() - wrongNodes.size(),
                told.get("nodes").size(),
                Stream.concat(wrongLayers.stream().limit(2), wrongNodes.stream().limit(2))
                        .toList());
        nodes += told.get("nodes").size();
        rightNodes += told.get("nodes").size() - wrongNodes.size();
        assertThat(wrongLayers).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("archives")
    void every_batch_norm_gives_the_same_where_it_is_folded(Path archive) throws IOException {
        JsonNode told = told(archive);
        List<JsonNode> norms = StreamSupport.stream(told.get("layers").spliterator(), false)
                .filter(layer -> layer.get("type").asText().equals("BatchNorm2d"))
                .toList();
        List<String> tapped =
                norms.stream().map(layer -> layer.get("name").asText()).toList();

        Optional<Network> folded = Networks.openFolded(archive, format(told), tapped, false);

        assertThat(folded.isPresent()).as("there is something to fold").isEqualTo(!norms.isEmpty());
        if (folded.isPresent()) {
            try (Network network = folded.get()) {
                assertThat(differences(network, norms, FOLDED)).isEmpty();
            }
        }
    }

    /** Tracing leaves out what a number of FX counts: a part of a shape that nobody uses, or of a tuple. */
    @AfterAll
    void nearly_every_operation_gives_what_pytorch_gives() {
        System.out.printf("%-28s nodes %d / %d%n", "all archives", rightNodes, nodes);
        assertThat(rightNodes).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * nodes));
    }

    private static String name(Path archive) {
        return String.valueOf(archive.getFileName()).replace(".pt", "");
    }

    private static JsonNode told(Path archive) throws IOException {
        return new ObjectMapper()
                .readTree(archive.resolveSibling(name(archive) + ".json").toFile());
    }

    private static InputFormat format(JsonNode told) {
        int channels = told.at("/input/channels").asInt();
        return new InputFormat(
                told.at("/input/size").asInt(), Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    private static List<String> tappable(Path archive, JsonNode told) throws IOException {
        List<String> asked = Stream.of("layers", "nodes")
                .flatMap(kind -> StreamSupport.stream(told.get(kind).spliterator(), false))
                .map(entry -> entry.get("name").asText())
                .toList();
        return TorchScriptArchive.read(archive).callSites().stream()
                .filter(CallSite::tappable)
                .map(CallSite::name)
                .filter(asked::contains)
                .toList();
    }

    private static List<String> differences(Network network, Iterable<JsonNode> entries, Tolerance tolerance) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode entry : entries) {
            difference(network, entry, tolerance)
                    .ifPresent(what -> wrong.add(entry.get("name").asText() + ": " + what));
        }
        return wrong;
    }

    /**
     * Where a rectifier's input is zero to within rounding, its gradient has two right values: the one that PyTorch gave must
     * then appear when the image moves by less than a float can resolve in the sums.
     */
    private static Optional<String> difference(Network network, JsonNode entry, Tolerance tolerance) {
        Optional<String> first = difference(network, entry, tolerance, pattern(network.input()));
        if (first.isEmpty() || !first.get().startsWith(GRADIENT_DIFFERS)) {
            return first;
        }
        boolean appears = IntStream.rangeClosed(1, 6)
                .mapToObj(seed -> difference(network, entry, tolerance, moved(pattern(network.input()), seed)))
                .anyMatch(Optional::isEmpty);
        return appears ? Optional.empty() : first;
    }

    private static float[] moved(float[] values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) (1 + random.nextDouble(-2e-7, 2e-7));
        }
        return values;
    }

    private static Optional<String> difference(Network network, JsonNode entry, Tolerance tolerance, float[] values) {
        try (NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray image = scratch.create(values, shape(network.input()));
            image.setRequiresGradient(true);
            NDArray output = network.activation(entry.get("name").asText(), image);
            double norm = entry.get("norm").asDouble();
            // Single precision loses the fifth digit over a million squares.
            double found = output.toType(DataType.FLOAT64, true).norm().getDouble();
            if (Math.abs(found - norm) > tolerance.values() * norm) {
                return Optional.of("norm %.6g instead of %.6g".formatted(found, norm));
            }
            Optional<String> means =
                    wrongMean(output, entry.path("mean"), norm / Math.sqrt((double) output.size()), tolerance.values());
            if (means.isPresent() || !entry.has("grad")) {
                return means;
            }
            long filter = output.getShape().get(1) / 2;
            collector.backward(output.get(new NDIndex(":, {}", filter)).mean());
            return wrongGradient(image.getGradient().toFloatArray(), entry.get("grad"), tolerance.gradients());
        } catch (UnknownLayerException | NetworkException | EngineException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> wrongMean(NDArray output, JsonNode means, double scale, double tolerance) {
        for (int filter = 0; filter < means.size(); filter++) {
            double mean = means.get(filter).asDouble();
            double found = output.get(new NDIndex(":, {}", filter)).mean().getFloat();
            if (Math.abs(found - mean) > tolerance * Math.max(Math.abs(mean), scale)) {
                return Optional.of("mean of %d: %.6g instead of %.6g".formatted(filter, found, mean));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrongGradient(float[] gradient, JsonNode told, double tolerance) {
        double norm = told.get("norm").asDouble();
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        if (Math.abs(Math.sqrt(squares) - norm) > tolerance * norm) {
            return Optional.of(GRADIENT_DIFFERS + "'s norm %.6g instead of %.6g".formatted(Math.sqrt(squares), norm));
        }
        for (int i = 0; i < told.get("at").size(); i++) {
            double value = told.get("at").get(i).asDouble();
            double found = gradient[(7919 * i + 13) % gradient.length];
            if (Math.abs(found - value) > tolerance * norm) {
                return Optional.of(GRADIENT_DIFFERS + " at %d: %.6g instead of %.6g".formatted(i, found, value));
            }
        }
        return Optional.empty();
    }

    private static Shape shape(InputFormat input) {
        return new Shape(1, input.channels(), input.size(), input.size());
    }

    private static float[] pattern(InputFormat input) {
        int size = input.size();
        float[] values = new float[input.channels() * size * size];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (size * size);
            values[i] = (31 * channel + 17 * (i / size % size) + 13 * (i % size)) % 97 / 97f;
        }
        return values;
    }
}
