package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.torchscript.SmallArchive.Pickle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptArchiveTest {

    private static final String CONV =
            """
            class Conv2d(Module):
              __parameters__ = ["weight", ]
              __buffers__ = []
              weight : Tensor
              training : bool
              def forward(self: __torch__.torch.nn.modules.conv.Conv2d,
                x: Tensor) -> Tensor:
                weight = self.weight
                return torch.conv2d(x, weight)
            """;

    private static final Path TINY = Path.of("src/it/network/tiny.pt");

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void choose_a_file() {
        file = folder.resolve("small.pt");
    }

    /** A network with one convolution and a number, whose forward has this body. */
    private TorchScriptArchive network(String body) throws IOException {
        byte[] objects = new Pickle()
                .begin("__torch__", "Net")
                .string("stride")
                .op('K')
                .op(1)
                .string("training")
                .op(0x88)
                .string("conv")
                .begin("__torch__.torch.nn.modules.conv", "Conv2d")
                .string("weight")
                .tensor(9)
                .end()
                .end()
                .bytes();
        String header =
                """
                class Net(Module):
                  __parameters__ = []
                  stride : int
                  turns : Final[int] = 3
                  conv : __torch__.torch.nn.modules.conv.Conv2d
                  def forward(self: __torch__.Net,
                    x: Tensor) -> Tensor:
                """;
        new SmallArchive()
                .code("", header + body.indent(4) + "def twice(x: Tensor) -> Tensor:\n  return torch.mul(x, 2)\n")
                .code("/torch/nn/modules/conv", CONV)
                .file("code/__torch__.py.debug_pkl", new byte[] {1})
                .objects(objects)
                .write(file);
        return TorchScriptArchive.read(file);
    }

    private static List<String> names(TorchScriptArchive archive) {
        return archive.callSites().stream().map(CallSite::name).toList();
    }

    private String tapped(TorchScriptArchive archive, String place) throws IOException {
        Path copy = folder.resolve("tapped.pt");
        archive.writeTapped(copy, List.of(place));
        return SmallArchive.text(copy, "code/__torch__.py");
    }

    @Test
    void modules_and_operations_are_listed_in_the_order_of_evaluation() throws IOException {
        TorchScriptArchive archive = network(
                """
                conv = self.conv
                return torch.add((conv).forward(torch.relu_(x), ), (conv).forward(x, ))
                """);

        assertThat(archive.name()).isEqualTo("Net");
        assertThat(archive.parameterCount()).isEqualTo(9);
        assertThat(archive.callSites())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("reach", "weights")
                .containsExactly(
                        new CallSite("relu", "relu", false, 0, 9, null, new Reach.Unknown()),
                        new CallSite("conv", "Conv2d", true, 9, 9, null, new Reach.Unknown()),
                        new CallSite("conv_1", "Conv2d", true, 9, 9, null, new Reach.Unknown()),
                        new CallSite("add", "add", false, 0, 9, null, new Reach.Unknown()));
    }

    @Test
    void a_branch_that_constants_decide_is_walked_alone() throws IOException {
        TorchScriptArchive archive = network(
                """
                stride = self.stride
                training = self.training
                if torch.eq(stride, 1):
                  y = torch.relu(x)
                else:
                  y = torch.sigmoid(x)
                if training:
                  z = torch.dropout(y)
                else:
                  z = torch.tanh(y)
                return z
                """);

        assertThat(names(archive)).containsExactly("relu", "tanh");
    }

    @Test
    void a_call_in_two_branches_is_one_place_and_its_tap_stops_at_either() throws IOException {
        TorchScriptArchive archive = network(
                """
                conv = self.conv
                if torch.gt(torch.size(x, 2), 8):
                  y = (conv).forward(x, )
                else:
                  y = (conv).forward(torch.neg(x), )
                return torch.relu(y)
                """);

        assertThat(names(archive)).containsExactly("conv", "neg", "relu");
        assertThat(tapped(archive, "conv"))
                .contains("  return (conv).forward(x, )\n", "  return (conv).forward(torch.neg(x), )\n");
    }

    @Test
    void each_turn_of_a_loop_is_a_place_of_its_own() throws IOException {
        TorchScriptArchive archive = network(
                """
                conv = self.conv
                y = x
                turns = self.turns
                for i in range(turns):
                  y = (conv).forward(y, )
                return y
                """);

        assertThat(names(archive)).containsExactly("conv", "conv_1", "conv_2");
        assertThat(tapped(archive, "conv_2"))
                .contains(
                        "featviz_turn_0 = 0\n", "if torch.eq(featviz_turn_0, 2):\n        return (conv).forward(y, )");
    }

    @Test
    void a_loop_of_unknown_length_is_walked_once() throws IOException {
        TorchScriptArchive archive = network(
                """
                y = x
                for i in range(torch.size(x, 2)):
                  y = torch.relu(y)
                return y
                """);

        assertThat(names(archive)).containsExactly("relu");
    }

    @Test
    void the_parts_of_what_an_operation_splits_are_places() throws IOException {
        TorchScriptArchive archive = network(
                """
                a, b, = torch.chunk(x, 2, 1)
                return torch.add(a, b)
                """);

        assertThat(names(archive)).containsExactly("getitem", "getitem_1", "add");
        assertThat(tapped(archive, "getitem_1")).contains("    a, b, = torch.chunk(x, 2, 1)\n    return b\n");
    }

    @Test
    void functions_of_the_author_are_followed() throws IOException {
        TorchScriptArchive archive =
                network("""
                _0 = __torch__.twice
                return _0(x, )
                """);

        assertThat(names(archive)).containsExactly("mul");
        assertThat(tapped(archive, "mul"))
                .contains(
                        "    return __torch__.featviz_tap_0_0(x, )\n",
                        "def featviz_tap_0_0(x: Tensor) -> Tensor:\n  return torch.mul(x, 2)\n");
    }

    @Test
    void what_comes_before_a_tap_in_its_statement_is_run_and_nothing_after_it() throws IOException {
        TorchScriptArchive archive = network(
                """
                conv = self.conv
                return torch.add(torch.relu_(x), (conv).forward(x, ))
                """);

        assertThat(tapped(archive, "conv"))
                .contains("    conv = self.conv\n    featviz_0 = torch.relu_(x)\n    return (conv).forward(x, )\n");
    }

    @Test
    void a_copy_can_be_read_again_and_leaves_out_where_the_author_worked() throws IOException {
        TorchScriptArchive archive = network("return torch.relu(x)\n");
        Path copy = folder.resolve("copy.pt");

        Taps taps = archive.writeTapped(copy, List.of("relu"));

        assertThat(taps.methods()).containsExactly(java.util.Map.entry("relu", "featviz_tap_0"));
        assertThat(names(TorchScriptArchive.read(copy))).containsExactly("relu");
        assertThatThrownBy(() -> SmallArchive.text(copy, "code/__torch__.py.debug_pkl"))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void tensors_are_copied_from_the_file_and_halved_when_narrowed() throws IOException {
        Files.copy(TINY, file);
        TorchScriptArchive archive = TorchScriptArchive.read(file);
        Path copy = folder.resolve("copy.pt");
        Path narrow = folder.resolve("narrow.pt");

        archive.writeTapped(copy, List.of("conv2"));
        archive.narrowed().writeTapped(narrow, List.of("conv2"));

        assertThat(tensors(copy)).isNotEmpty().isEqualTo(tensors(file));
        assertThat(tensors(narrow).keySet()).isEqualTo(tensors(file).keySet());
        tensors(file)
                .forEach((name, bytes) ->
                        assertThat(tensors(narrow).get(name)).as(name).hasSize(bytes.length() / 2));
    }

    @Test
    void a_file_that_was_replaced_while_it_was_in_use_is_not_mixed_with_what_was_read() throws IOException {
        Files.copy(TINY, file);
        TorchScriptArchive archive = TorchScriptArchive.read(file);
        new SmallArchive().file("data/0", new byte[] {1, 2, 3, 4}).write(file);

        assertThatThrownBy(() -> archive.writeTapped(folder.resolve("copy.pt"), List.of("conv2")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed while it was in use");
    }

    private static Map<String, String> tensors(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, String> tensors = new TreeMap<>();
            for (ZipEntry entry : zip.stream().toList()) {
                int data = entry.getName().indexOf("/data/");
                if (data >= 0) {
                    tensors.put(
                            entry.getName().substring(data),
                            HexFormat.of().formatHex(zip.getInputStream(entry).readAllBytes()));
                }
            }
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_name_that_is_no_place_is_refused() throws IOException {
        TorchScriptArchive archive = network("return torch.relu(x)\n");

        assertThatThrownBy(() -> archive.writeTapped(folder.resolve("copy.pt"), List.of("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void code_that_cannot_be_understood_is_an_error_that_says_where() {
        assertThatThrownBy(() -> network("return torch.relu(x))\n"))
                .isInstanceOf(UnusableArchiveException.class)
                .hasMessageContaining("not understood");
    }

    @Test
    void code_that_calls_itself_forever_is_refused() {
        assertThatThrownBy(() -> network("return (self).forward((self).forward(x, ), )\n"))
                .isInstanceOf(UnusableArchiveException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void brackets_nested_without_end_are_refused() {
        assertThatThrownBy(() -> network("return " + "(".repeat(100_000) + "\n"))
                .isInstanceOf(UnusableArchiveException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void a_survey_keeps_the_values_of_one_run() throws IOException {
        TorchScriptArchive archive = network(
                """
                conv = self.conv
                return torch.add((conv).forward(torch.relu_(x), ), (conv).forward(x, ))
                """);
        Path copy = folder.resolve("keeping.pt");

        Survey survey = archive.writeSurvey(copy, List.of("conv", "relu"));

        assertThat(survey).isEqualTo(new Survey("featviz_survey", List.of("conv", "relu")));
        assertThat(SmallArchive.text(copy, "code/__torch__.py"))
                .contains("__torch__.featviz_keeper.keep((conv).forward("
                        + "__torch__.featviz_keeper.keep(torch.relu_(x), \"relu\", featviz_kept, ), ), "
                        + "\"conv\", featviz_kept, )");
        assertThat(SmallArchive.text(copy, "code/__torch__/featviz_keeper.py")).contains("torch.clone(value)");
    }

    @Test
    void objects_that_torchscript_does_not_write_are_refused_by_name() throws IOException {
        byte[] evil = new Pickle()
                .begin("__torch__", "Net")
                .string("x")
                .global("os", "system")
                .string("true")
                .op(0x85)
                .op('R')
                .end()
                .bytes();
        new SmallArchive()
                .code("", "class Net(Module):\n  __parameters__ = []\n")
                .objects(evil)
                .write(file);

        assertThatThrownBy(() -> TorchScriptArchive.read(file))
                .isInstanceOf(UnusableArchiveException.class)
                .hasMessageContaining("os.system");
    }

    @Test
    void objects_that_break_off_are_refused() throws IOException {
        byte[] half = new Pickle().begin("__torch__", "Net").bytes();
        new SmallArchive()
                .code("", "class Net(Module):\n  __parameters__ = []\n")
                .objects(half)
                .write(file);

        assertThatThrownBy(() -> TorchScriptArchive.read(file))
                .isInstanceOf(UnusableArchiveException.class)
                .hasMessageContaining("data.pkl");
    }

    @Test
    void files_of_other_kinds_are_named_with_the_way_out() throws IOException {
        assertThat(refusal(0x89, 'H', 'D', 'F')).contains("Keras", "torch.jit.trace");
        assertThat(refusal(0x80, 2, 0x8a, 0x0a)).contains("state dict", "load_state_dict");
        assertThat(refusal('P', 'K', 3, 4)).contains("truncated");
        assertThat(refusal(8, 7, 0x12, 7, 'p', 'y', 't', 'o', 'r', 'c', 'h')).contains("ONNX");
        assertThat(refusal(64, 0, 0, 0, 0, 0, 0, 0, '{', '"')).contains("safetensors");
    }

    @Test
    void a_state_dict_in_a_zip_is_told_from_a_network() throws IOException {
        new SmallArchive().objects(new Pickle().op('}').bytes()).write(file);

        assertThatThrownBy(() -> TorchScriptArchive.read(file)).hasMessageContaining("state dict");
    }

    @Test
    void files_of_other_frameworks_are_named_too() throws IOException {
        assertThat(refusal(8, 1, 0x12, 5, 10, 3, 's', 'r', 'v')).contains("TensorFlow SavedModel", "torch.jit.trace");
        assertThat(refusal(28, 0, 0, 0, 'T', 'F', 'L', '3', 0)).contains("TensorFlow Lite");
        assertThat(refusalOfZip("model.weights.h5")).contains("Keras");
        assertThat(refusalOfZip("my/saved_model.pb")).contains("TensorFlow SavedModel");
        assertThat(refusalOfZip("serialized_exported_program.json")).contains(".pt2", "torch.export.load");
        assertThat(refusalOfZip("my/models/model.json")).contains(".pt2");
        assertThat(refusalOfZip("readme.txt")).contains("without TorchScript code");
    }

    @Test
    void a_pickled_module_is_told_from_a_state_dict() throws IOException {
        new SmallArchive()
                .objects("ctorch.nn.modules.container\nSequential\n".getBytes(StandardCharsets.UTF_8))
                .write(file);
        assertThatThrownBy(() -> TorchScriptArchive.read(file)).hasMessageContaining("weights_only=False");
        byte[] module = "    torch.nn.modules.container".getBytes(StandardCharsets.UTF_8);
        int[] old = new int[module.length];
        Arrays.setAll(old, i -> i < 4 ? new int[] {0x80, 2, 0x8a, 0x0a}[i] : module[i]);
        assertThat(refusal(old)).contains("pickled module");
    }

    @Test
    void a_network_optimised_for_one_processor_has_lost_its_weights() throws IOException {
        new SmallArchive()
                .code("", "class Net(Module):\n  weight = ops.prim.ConstantMKLDNNTensor()\n")
                .objects(new Pickle().begin("__torch__", "Net").bytes())
                .write(file);
        assertThatThrownBy(() -> TorchScriptArchive.read(file)).hasMessageContaining("optimize_for_inference");
    }

    private String refusalOfZip(String entry) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
        }
        try {
            TorchScriptArchive.read(file);
            return "";
        } catch (UnusableArchiveException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String refusal(int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Files.write(file, content);
        try {
            TorchScriptArchive.read(file);
            return "";
        } catch (UnusableArchiveException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
