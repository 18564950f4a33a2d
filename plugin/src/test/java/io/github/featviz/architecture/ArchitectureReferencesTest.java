package io.github.featviz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.result.InputFormat;
import io.github.featviz.torchscript.ArchiveWriter;
import io.github.featviz.torchscript.CallSite;
import io.github.featviz.torchscript.ModuleText;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every architecture against torchvision's (EfficientNet-Lite: timm's): tensors, names of layers and operations, and for weights
 * made by a formula the logits and three layers. {@code src/test/python/architecture_references.py} made what is compared with.
 */
class ArchitectureReferencesTest {

    private static final int CLASSES = 10;
    private static final int HIDDEN = 64;
    private static final double TOLERANCE = 1e-4;

    /** One of each kind is run on each build; {@code -Dfeatviz.architectures=all} runs the large ones too. */
    private static final Set<String> ALWAYS_RUN = Set.of(
            "vgg11",
            "vgg11_bn",
            "alexnet",
            "resnet18",
            "resnext50_32x4d",
            "squeezenet1_0",
            "squeezenet1_1",
            "mobilenet_v2",
            "densenet121",
            "googlenet",
            "inception_v3",
            "efficientnet_lite0",
            "efficientnet_lite3",
            "tf_efficientnet_lite0",
            "tf_efficientnet_lite1");

    @TempDir
    private Path folder;

    /** An architecture and what Python says of it. */
    record Reference(JsonNode told) {

        String name() {
            return told.get("name").asText();
        }

        /** The same with narrow hidden layers where the published ones are too large for a test. */
        Architecture narrow() {
            return Stream.concat(Vgg.withHidden(HIDDEN).stream(), Stream.of(new AlexNet(HIDDEN).architecture()))
                    .filter(architecture -> architecture.name().equals(name()))
                    .findFirst()
                    .orElseGet(() -> Architectures.named(name()));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Reference> references() throws IOException {
        try (InputStream json = ArchitectureReferencesTest.class.getResourceAsStream("/architecture-references.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(Reference::new)
                    .toList();
        }
    }

    static List<Reference> run() throws IOException {
        boolean all = "all".equals(System.getProperty("featviz.architectures"));
        return references().stream()
                .filter(reference -> all || ALWAYS_RUN.contains(reference.name()))
                .toList();
    }

    @Test
    void every_architecture_has_a_reference() throws IOException {
        assertThat(references()).extracting(Reference::name).containsExactlyElementsOf(Architectures.names());
    }

    @ParameterizedTest
    @MethodSource("references")
    void tensors_are_those_of_the_published_weights(Reference reference) {
        List<String> lines = Architectures.named(reference.name()).shapes(1000).entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .toList();

        assertThat(lines).hasSize(reference.told().get("tensors").asInt());
        assertThat(digest(lines))
                .as(String.join("\n", lines))
                .isEqualTo(reference.told().get("shapes").asLong());
    }

    @ParameterizedTest
    @MethodSource("references")
    void layers_and_operations_have_the_names_of_feature_extraction(Reference reference) throws IOException {
        Path file = folder.resolve("hollow.pt");
        ArchiveWriter.write(file, hollow(Architectures.named(reference.name()).module(CLASSES)), (name, chunks) -> {});

        List<String> names = leaves(TorchScriptArchive.read(file).callSites());

        assertThat(digest(names))
                .as(String.join("\n", names))
                .isEqualTo(reference.told().get("placeNames").asLong());
    }

    @ParameterizedTest
    @MethodSource("run")
    void logits_and_layers_are_those_of_pytorch(Reference reference) throws IOException {
        Architecture architecture = reference.narrow();
        Path file = folder.resolve("network.pt");
        architecture.write(Formula.weights(architecture.shapes(CLASSES)), file);
        int size = reference.told().get("size").asInt();
        JsonNode layers = reference.told().get("layers");
        List<String> names =
                List.copyOf(layers.properties().stream().map(Map.Entry::getKey).toList());

        InputFormat plain = new InputFormat(size, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        try (Network network = Networks.open(file, plain, names)) {
            NDArray image = network.manager().create(Formula.image(size), new Shape(1, 3, size, size));
            for (String name : names) {
                agree(name, network.activation(name, image), layers.get(name));
            }
            agree("logits", network.forward(image).get(0), reference.told().get("logits"));
        }
    }

    private static void agree(String name, NDArray given, JsonNode told) {
        double[] values = given.flatten().toType(DataType.FLOAT64, true).toDoubleArray();
        double norm = Math.sqrt(Stream.of(values)
                .flatMapToDouble(java.util.Arrays::stream)
                .map(v -> v * v)
                .sum());
        double expected = told.get("norm").asDouble();
        assertThat(Math.abs(norm / expected - 1))
                .as("%s: norm %s, expected %s", name, norm, expected)
                .isLessThan(TOLERANCE);
        double typical = expected / Math.sqrt(values.length);
        for (int i = 0; i < told.get("at").size(); i++) {
            double value = values[(7919 * i + 13) % values.length];
            double at = told.get("at").get(i).asDouble();
            assertThat(Math.abs(value - at) / Math.max(Math.abs(at), typical))
                    .as("%s, value %d: %s, expected %s", name, i, value, at)
                    .isLessThan(TOLERANCE);
        }
    }

    /** The same network with empty tensors: its text takes no time to write. */
    private static ModuleText hollow(ModuleText module) {
        Map<String, ModuleText.Attribute> attributes = new LinkedHashMap<>();
        module.attributes().forEach((name, attribute) -> attributes.put(name, emptied(attribute)));
        return new ModuleText(module.className(), attributes, module.methods());
    }

    private static ModuleText.Attribute emptied(ModuleText.Attribute attribute) {
        if (attribute instanceof ModuleText.Submodule child) {
            return new ModuleText.Submodule(hollow(child.module()));
        }
        return attribute instanceof ModuleText.Stored tensor
                ? new ModuleText.Stored(tensor.type(), List.of(0L), tensor.trained())
                : attribute;
    }

    /** Names without those of modules that others are in, and of parameters that are read: PyTorch lists none. */
    private static List<String> leaves(List<CallSite> sites) {
        Set<String> parents = sites.stream()
                .filter(CallSite::depends)
                .flatMap(site -> parents(site.name()))
                .collect(Collectors.toSet());
        return sites.stream()
                .filter(CallSite::depends)
                .map(CallSite::name)
                .filter(name -> !parents.contains(name))
                .toList();
    }

    private static Stream<String> parents(String name) {
        return Stream.iterate(
                name.substring(0, Math.max(0, name.lastIndexOf('.'))),
                parent -> !parent.isEmpty(),
                parent -> Objects.requireNonNull(parent).substring(0, Math.max(0, parent.lastIndexOf('.'))));
    }

    private static long digest(List<String> lines) {
        return Formula.crc(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }
}
