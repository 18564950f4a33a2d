package io.github.featviz.statedict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that PyTorch 2.7.1 and safetensors wrote; {@code small.py} beside them makes them. */
class TorchFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "protocol-5.pth", "plain.safetensors"})
    void reads_the_same_from_every_format(String name) throws IOException {
        StateDict dict = StateDicts.read(file(name));

        assertThat(dict.tensors())
                .containsOnlyKeys(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked",
                        "half",
                        "brain",
                        "byte");
        // Channels-last in the file, except in safetensors.
        Tensor weight = tensor(dict, "0.weight", ElementType.FLOAT32, 3L, 2L, 2L, 2L);
        float[] values = new float[24];
        weight.data().asFloatBuffer().get(values);
        assertThat(values)
                .containsExactly(IntStream.range(0, 24).mapToObj(i -> (float) i).toArray(Float[]::new));
        assertThat(tensor(dict, "1.num_batches_tracked", ElementType.INT64)
                        .data()
                        .getLong())
                .isZero();
        ByteBuffer half = tensor(dict, "half", ElementType.FLOAT16, 2L).data();
        assertThat(List.of(half.getShort(), half.getShort())).containsExactly((short) 0x3800, (short) 0xC000);
        ByteBuffer brain = tensor(dict, "brain", ElementType.BFLOAT16, 2L).data();
        assertThat(List.of(brain.getShort(), brain.getShort())).containsExactly((short) 0x3F00, (short) 0xC000);
        assertThat(tensor(dict, "byte", ElementType.UINT8, 2L).data().get(1)).isEqualTo((byte) 200);
    }

    @Test
    void refuses_a_pickled_module_by_the_name_of_its_class() throws IOException {
        Path file = file("module.pth");

        assertThatThrownBy(() -> StateDicts.read(file))
                .isInstanceOf(UnusableStateDictException.class)
                .hasMessageContainingAll(
                        "whole module",
                        "torch.nn.modules.container.Sequential",
                        "torch.save(torch.load(file, weights_only=False).state_dict(), \"weights.pth\")");
    }

    private static Tensor tensor(StateDict dict, String name, ElementType type, Long... shape) {
        Tensor tensor = Objects.requireNonNull(dict.tensors().get(name));
        assertThat(tensor.type()).isEqualTo(type);
        assertThat(tensor.shape()).containsExactly(shape);
        return tensor;
    }

    private Path file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }
}
