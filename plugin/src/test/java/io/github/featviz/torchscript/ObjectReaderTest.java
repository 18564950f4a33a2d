package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ObjectReaderTest {

    /** A pickle, instruction by instruction. */
    private static final class Pickle {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle() {
            op(0x80, 2);
        }

        Pickle op(int... bytes) {
            for (int value : bytes) {
                out.write(value);
            }
            return this;
        }

        Pickle name(String module, String name) {
            return op('c').text(module + "\n" + name + "\n");
        }

        Pickle string(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            op('X').op(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            return op(bytes);
        }

        private Pickle text(String text) {
            return op(text.getBytes(StandardCharsets.UTF_8));
        }

        private Pickle op(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        /** An object of the archive, its attributes open. */
        Pickle module(String type) {
            int dot = type.lastIndexOf('.');
            return name(type.substring(0, dot), type.substring(dot + 1)).op(')', 0x81, '}', '(');
        }

        /** Ends the attributes. */
        Pickle built() {
            return op('u', 'b');
        }

        byte[] bytes() {
            return op('.').out.toByteArray();
        }

        ModuleObject read() throws IOException {
            return ObjectReader.read(bytes());
        }
    }

    private static Pickle net() {
        return new Pickle().module("__torch__.Net");
    }

    @Test
    void modulesAreReadWithTheirPlainValues() throws IOException {
        ModuleObject net = net().string("training")
                .op(0x89)
                .string("small")
                .op('K', 200)
                .string("middle")
                .op('M', 0xFF, 0xFF)
                .string("negative")
                .op('J', 0xFE, 0xFF, 0xFF, 0xFF)
                .string("long")
                .op(0x8a, 5, 0, 0, 0, 0, 1)
                .string("half")
                .op('G', 0x3F, 0xE0, 0, 0, 0, 0, 0, 0)
                .string("none")
                .op('N')
                .string("text")
                .string("käse 😀")
                .built()
                .read();

        assertThat(net.simpleName()).isEqualTo("Net");
        assertThat(net.attributes())
                .containsEntry("training", false)
                .containsEntry("small", 200L)
                .containsEntry("middle", 65535L)
                .containsEntry("negative", -2L)
                .containsEntry("long", 1L << 32)
                .containsEntry("half", 0.5)
                .containsEntry("none", null)
                .containsEntry("text", "käse 😀");
    }

    @Test
    void submodulesKeepTheirOrder() throws IOException {
        Pickle pickle = net();
        for (String name : List.of("zeta", "alpha", "mid")) {
            pickle.string(name).module("__torch__.torch.nn.modules.conv.Conv2d").built();
        }
        ModuleObject net = pickle.built().read();

        assertThat(net.attributes().keySet()).containsExactly("zeta", "alpha", "mid");
        assertThat(net.child("alpha").className()).isEqualTo("__torch__.torch.nn.modules.conv.Conv2d");
    }

    @Test
    void aModuleThatIsNamedTwiceIsOneObject() throws IOException {
        ModuleObject net = net().string("a")
                .module("__torch__.Relu")
                .built()
                .op('q', 7)
                .string("b")
                .op('h', 7)
                .built()
                .read();

        assertThat(net.child("a")).isSameAs(net.child("b"));
    }

    @Test
    void tensorsCountTheirElements() throws IOException {
        ModuleObject net = net().string("weight")
                .name("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .op('(')
                .string("storage")
                .op('t', 'Q', 'K', 0)
                .op('K', 16, 'K', 3, 'K', 7, 0x87)
                .op('K', 21, 'K', 7, 'K', 1, 0x87)
                .op(0x89)
                .op('t', 'R')
                .built()
                .read();

        assertThat(net.attributes().get("weight")).isInstanceOfSatisfying(ObjectReader.Elements.class, tensor -> {
            assertThat(tensor.shape()).containsExactly(16L, 3L, 7L);
            assertThat(tensor.count()).isEqualTo(16 * 3 * 7);
        });
    }

    @Test
    void listsAndDictionariesAreRead() throws IOException {
        ModuleObject net = net().string("sizes")
                .name("torch.jit._pickle", "build_intlist")
                .op(']', '(', 'K', 3, 'K', 4, 'e', 0x85, 'R')
                .string("names")
                .op('}')
                .string("a")
                .op('K', 1, 's')
                .built()
                .read();

        assertThat(net.attributes().get("sizes")).isEqualTo(List.of(3L, 4L));
        assertThat(net.attributes().get("names")).isEqualTo(Map.of("a", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"os system", "builtins eval", "torch._utils evil", "__torch__x Net", "subprocess Popen"})
    void noNameThatTorchScriptDoesNotWriteIsCalled(String name) {
        String module = name.substring(0, name.indexOf(' '));
        String function = name.substring(name.indexOf(' ') + 1);
        Pickle call = new Pickle().name(module, function).string("x").op(0x85, 'R');

        assertThatThrownBy(call::read).isInstanceOf(IOException.class).hasMessageStartingWith("data.pkl: its ");
    }

    @Test
    void noClassFromOutsideTheArchiveIsMade() {
        Pickle pickle = new Pickle().name("java.lang", "Runtime").op(')', 0x81);

        assertThatThrownBy(pickle::read).isInstanceOf(IOException.class).hasMessageContaining("java.lang.Runtime");
    }

    @Test
    void aRootThatIsNoModuleIsRefused() {
        assertThatThrownBy(() -> new Pickle().string("hello").read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no module");
    }

    @Test
    void keysThatHoldOneAnotherAThousandfoldAreRefusedAtOnce() {
        // Each tuple holds the one before twice: to hash the last would take 2^60 steps.
        Pickle pickle = net().string("d").op('}').string("x");
        for (int i = 0; i < 60; i++) {
            pickle.op('q', 1, 'h', 1, 0x86);
        }
        pickle.op('K', 1, 's').built();

        assertThatThrownBy(pickle::read).isInstanceOf(IOException.class);
    }

    @Test
    void aListThatHoldsItselfIsNoKey() {
        Pickle pickle =
                net().string("d").op('}', ']', 'q', 1, 'h', 1, 'a', 'K', 1, 's').built();

        assertThatThrownBy(pickle::read).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsCutOffOrChangedIsReadOrRefused() throws IOException {
        byte[] whole = net().string("conv")
                .module("__torch__.Conv")
                .string("sizes")
                .name("torch.jit._pickle", "build_intlist")
                .op(']', '(', 'K', 3, 'K', 4, 'e', 0x85, 'R')
                .built()
                .built()
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ObjectReader.read(cut)).isInstanceOf(IOException.class);
        }
        Random random = new Random(5);
        for (int i = 0; i < 5000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            readOrRefused(changed);
        }
    }

    private static void readOrRefused(byte[] pickle) {
        try {
            assertThat(ObjectReader.read(pickle)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s)(data\\.pkl: )?its .*");
        }
    }
}
