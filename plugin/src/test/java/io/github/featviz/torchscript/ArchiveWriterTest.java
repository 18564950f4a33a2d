package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

    private static final TensorSource ONES = (name, chunks) -> {
        ByteBuffer one = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 1);
        for (int i = 0; i < (name.endsWith("weight") ? 6 : 2); i++) {
            chunks.accept(one);
        }
    };

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read_as_a_network() throws IOException {
        Path file = written(network());

        TorchScriptArchive archive = TorchScriptArchive.read(file);

        assertThat(archive.name()).isEqualTo("Net");
        assertThat(archive.parameterCount()).isEqualTo(16);
        assertThat(archive.callSites())
                .extracting(CallSite::name, CallSite::type)
                .containsExactly(tuple("0", "Linear"), tuple("head", "Linear"), tuple("add", "add"));
    }

    @Test
    void modules_of_the_same_text_share_a_class_and_others_get_a_mangled_one() throws IOException {
        ModuleText root = ModuleText.of("__torch__.demo.Net")
                .child("a", passing("x"))
                .child("b", passing("x"))
                .child("c", passing("input"))
                .build();

        ArchiveEntries entries = ArchiveEntries.read(written(root));

        assertThat(entries.codeFiles())
                .containsExactlyInAnyOrder("code/__torch__/demo.py", "code/__torch__/demo/___torch_mangle_0.py");
        assertThat(entries.text("code/__torch__/demo.py"))
                .contains(
                        "  a : __torch__.demo.Pass\n",
                        "  b : __torch__.demo.Pass\n",
                        "  c : __torch__.demo.___torch_mangle_0.Pass\n");
    }

    @Test
    void plain_values_are_typed_and_read_back() throws IOException {
        ModuleText root = ModuleText.of("__torch__.Net")
                .attribute("flag", new ModuleText.Plain(true))
                .attribute("count", new ModuleText.Plain(1L << 40))
                .attribute("negative", new ModuleText.Plain(-3L))
                .attribute("rate", new ModuleText.Plain(0.25))
                .attribute("kind", new ModuleText.Plain("größe"))
                .attribute("sizes", new ModuleText.Plain(List.of(1L, 300L)))
                .build();

        ArchiveEntries entries = ArchiveEntries.read(written(root));
        ModuleObject read =
                ObjectReader.read(Objects.requireNonNull(entries.files().get("data.pkl")));

        assertThat(read.attributes())
                .containsEntry("flag", true)
                .containsEntry("count", 1L << 40)
                .containsEntry("negative", -3L)
                .containsEntry("rate", 0.25)
                .containsEntry("kind", "größe")
                .containsEntry("sizes", List.of(1L, 300L));
        assertThat(entries.text("code/__torch__.py"))
                .contains("flag : bool", "count : int", "rate : float", "kind : str", "sizes : List[int]");
    }

    @Test
    void the_same_network_gives_the_same_bytes() throws IOException {
        assertThat(Files.readAllBytes(written(network()))).isEqualTo(Files.readAllBytes(written(network())));
    }

    @Test
    void entries_are_stored_and_begin_at_multiples_of_64() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(written(network()))).order(ByteOrder.LITTLE_ENDIAN);

        int entries = 0;
        while (zip.remaining() > 30 && zip.getInt(zip.position()) == 0x04034b50) {
            int header = zip.position();
            int method = zip.getShort(header + 8);
            int content = header + 30 + zip.getShort(header + 26) + zip.getShort(header + 28);
            assertThat(method).isZero();
            assertThat(content % 64).isZero();
            zip.position(content + zip.getInt(header + 18));
            entries++;
        }

        assertThat(entries).isEqualTo(10);
    }

    @Test
    void a_tensor_with_too_few_values_is_refused() {
        ModuleText root = ModuleText.of("__torch__.Net").parameter("weight", 7).build();

        assertThatThrownBy(() -> written(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("24 bytes instead of 28");
    }

    @Test
    void names_that_would_change_the_code_are_refused() {
        assertThatThrownBy(() -> ModuleText.of("__torch__.Net")
                        .parameter("a : int\n  b", 1)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be the name of an attribute");
        assertThatThrownBy(() -> ModuleText.of("torch.Net").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("torch.Net");
    }

    private Path written(ModuleText root) throws IOException {
        Path file = Files.createTempFile(folder, "network", ".pt");
        ArchiveWriter.write(file, root, ONES);
        return file;
    }

    private static ModuleText network() {
        MethodWriter forward = MethodWriter.forward("x");
        String first = forward.call("0", "x");
        String sum = forward.apply("torch.add", first, forward.call("head", "x"));
        return ModuleText.of("__torch__.demo.Net")
                .child("0", linear())
                .child("head", linear())
                .method(forward.returns(sum))
                .build();
    }

    private static ModuleText passing(String parameter) {
        return ModuleText.of("__torch__.demo.Pass")
                .method(MethodWriter.forward(parameter).returns(parameter))
                .build();
    }

    private static ModuleText linear() {
        MethodWriter forward = MethodWriter.forward("x");
        return ModuleText.of("__torch__.torch.nn.modules.linear.Linear")
                .parameter("weight", 2, 3)
                .parameter("bias", 2)
                .method(forward.returns(
                        forward.apply("torch.linear", "x", forward.read("weight"), forward.read("bias"))))
                .build();
    }
}
