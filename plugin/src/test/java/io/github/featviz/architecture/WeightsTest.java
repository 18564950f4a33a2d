package io.github.featviz.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.statedict.ElementType;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.Tensor;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    private static final Architecture SQUEEZENET = Architectures.named("squeezenet1_1");
    private static final Tensor COUNTER =
            new Tensor(ElementType.INT64, List.of(), ByteBuffer.allocate(8).asReadOnlyBuffer());

    @TempDir
    private Path folder;

    private int files;

    private final Map<String, Tensor> weights =
            new LinkedHashMap<>(Formula.weights(SQUEEZENET.shapes(3)).tensors());

    @Test
    void an_unknown_name_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> Architectures.named("ResNet-50"))
                .isInstanceOf(UnknownArchitectureException.class)
                .hasMessageStartingWith("there is no architecture ResNet-50; did you mean resnet50? Known are vgg11,");
    }

    @Test
    void weights_are_recognised_by_their_names_and_shapes() {
        assertThat(Architectures.fitting(new StateDict(weights))).containsExactly("squeezenet1_1");
    }

    @Test
    void the_last_layer_decides_the_number_of_classes() throws IOException {
        Path file = write(SQUEEZENET, weights);

        long parameters = TorchScriptArchive.read(file).parameterCount();

        assertThat(parameters).isEqualTo(722_496 + 3 * 513);
    }

    @Test
    void the_same_weights_give_the_same_bytes() throws IOException {
        assertThat(write(SQUEEZENET, weights)).hasSameBinaryContentAs(write(SQUEEZENET, weights));
    }

    @Test
    void missing_wrong_and_unexpected_tensors_are_named_in_one_message() {
        weights.remove("features.0.bias");
        weights.put("features.0.weight", Formula.tensor("x", List.of(64L, 1L, 3L, 3L)));
        weights.put("features.3.squeeze.bias", COUNTER);
        weights.put("features.3.expand1x1.bias", new Tensor(ElementType.INT64, List.of(64L), ByteBuffer.allocate(512)));
        weights.put("surplus", COUNTER);

        assertThatThrownBy(() -> write(SQUEEZENET, weights))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("do not fit squeezenet1_1 (51 of its 52 tensors are there)")
                .hasMessageContaining("features.0.bias: missing, expected shape [64]")
                .hasMessageContaining("features.0.weight: has shape [64 × 1 × 3 × 3], expected [64 × 3 × 3 × 3]")
                .hasMessageContaining("features.3.squeeze.bias: has shape [], expected [16]")
                .hasMessageContaining("features.3.expand1x1.bias: holds INT64, expected floating-point numbers")
                .hasMessageContaining("surplus: not expected, has shape []")
                .hasMessageContaining("They fit no known architecture");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ten_faults_are_named_and_the_rest_is_counted() {
        assertThatThrownBy(() -> write(Architectures.named("vgg11"), weights))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("features.3.weight: missing, expected shape [128 × 64 × 3 × 3]")
                .hasMessageContaining("and 60 more")
                .hasMessageContaining("They fit squeezenet1_1: name that architecture")
                .satisfies(e -> assertThat(e.toString().lines().filter(line -> line.startsWith("  ")))
                        .hasSize(11));
    }

    @Test
    void too_few_bytes_for_the_shape_are_refused() {
        weights.put("features.0.bias", new Tensor(ElementType.FLOAT32, List.of(64L), ByteBuffer.allocate(40)));

        assertThatThrownBy(() -> write(SQUEEZENET, weights))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("features.0.bias: holds 40 bytes, expected 256 for shape [64]");
    }

    @Test
    void weights_saved_from_a_parallel_wrapper_are_accepted() throws IOException {
        assertThat(write(SQUEEZENET, renamed(weights, name -> "module." + name)))
                .hasSameBinaryContentAs(write(SQUEEZENET, weights));
    }

    @Test
    void old_names_of_densenet_are_accepted_and_counters_ignored() throws IOException {
        Architecture densenet = Architectures.named("densenet121");
        Map<String, Tensor> today = Formula.weights(densenet.shapes(2)).tensors();
        Map<String, Tensor> old =
                renamed(today, name -> name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))([12])\\.", "$1.$2."));
        old.put("features.denseblock1.denselayer1.norm.1.num_batches_tracked", COUNTER);

        assertThat(old).containsKey("features.denseblock4.denselayer16.conv.2.weight");
        assertThat(write(densenet, old)).hasSameBinaryContentAs(write(densenet, today));
    }

    @Test
    void auxiliary_classifiers_are_ignored() throws IOException {
        Architecture googlenet = Architectures.named("googlenet");
        Map<String, Tensor> weights =
                new LinkedHashMap<>(Formula.weights(googlenet.shapes(2)).tensors());
        weights.put("aux1.conv.conv.weight", COUNTER);
        weights.put("aux2.fc2.bias", COUNTER);

        assertThat(TorchScriptArchive.read(write(googlenet, weights)).name()).isEqualTo("GoogLeNet");
    }

    @Test
    void half_and_double_precision_become_single_precision() throws IOException {
        double[] values = {0, -0.0, 1, -2.5, 0x1p-24, 65504, 0x1p-14, Double.POSITIVE_INFINITY};
        short[] halves = {0, (short) 0x8000, 0x3c00, (short) 0xc100, 1, 0x7bff, 0x0400, 0x7c00};
        ByteBuffer half = little(16);
        ByteBuffer twice = little(64);
        ByteBuffer brain = little(16);
        for (int i = 0; i < values.length; i++) {
            half.putShort(halves[i]);
            twice.putDouble(values[i]);
            brain.putShort((short) (Float.floatToIntBits((float) values[i]) >>> 16));
        }
        List<Long> shape = List.of(8L);
        SinglePrecision source = new SinglePrecision(Map.of(
                "half", new Tensor(ElementType.FLOAT16, shape, half.flip()),
                "twice", new Tensor(ElementType.FLOAT64, shape, twice.flip()),
                "brain", new Tensor(ElementType.BFLOAT16, shape, brain.flip())));

        for (int i = 0; i < values.length; i++) {
            float expected = (float) values[i];
            assertThat(read(source, "half").getFloat(4 * i)).isEqualTo(expected);
            assertThat(read(source, "twice").getFloat(4 * i)).isEqualTo(expected);
            if (expected != 65504) {
                assertThat(read(source, "brain").getFloat(4 * i)).isEqualTo(expected);
            }
        }
        assertThat(SinglePrecision.half((short) 0x7e00)).isNaN();
    }

    private static ByteBuffer read(SinglePrecision source, String name) throws IOException {
        ByteBuffer all = little(64);
        source.read(name, all::put);
        return all.flip();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, Tensor> renamed(Map<String, Tensor> tensors, UnaryOperator<String> name) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        tensors.forEach((old, tensor) -> renamed.put(name.apply(old), tensor));
        return renamed;
    }

    private Path write(Architecture architecture, Map<String, Tensor> tensors) throws IOException {
        Path file = folder.resolve(architecture + "-" + files++ + ".pt");
        architecture.write(new StateDict(tensors), file);
        return file;
    }
}
