package io.github.featviz.statedict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.statedict.PickleBytes.Call;
import io.github.featviz.statedict.PickleBytes.Items;
import io.github.featviz.statedict.PickleBytes.Name;
import io.github.featviz.statedict.PickleBytes.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read. */
class StateDictsTest {

    private static final float[] SIX = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path folder;

    private final SavedFile saved = new SavedFile();

    @Test
    void reads_the_zip_format() throws IOException {
        StateDict dict = read(saved.zip(twoTensors("")));

        assertTwoTensors(dict);
    }

    @Test
    void reads_the_legacy_format() throws IOException {
        StateDict dict = read(saved.legacy(twoTensors("")));

        assertTwoTensors(dict);
    }

    @Test
    void reads_safetensors_whatever_the_length_of_its_header_looks_like() throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]},"
                + "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
        byte[] data = SavedFile.bytes(7, 1, 2, 3, 4, 5, 6);

        assertTwoTensors(read(SavedFile.safetensors(header, data)));
        // Lengths whose first bytes are those of a pickle and of a zip archive.
        assertTwoTensors(read(SavedFile.safetensors(padded(header, 0x280), data)));
        assertTwoTensors(read(SavedFile.safetensors(padded(header, 0x4b50), data)));
    }

    @Test
    void keeps_the_types_of_safetensors() throws IOException {
        StateDict dict = read(SavedFile.safetensors(
                "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[4,5]},"
                        + "\"c\":{\"dtype\":\"I64\",\"shape\":[0,3],\"data_offsets\":[5,5]}}",
                new byte[5]));

        assertThat(dict.tensors().values())
                .extracting(Tensor::type)
                .containsExactly(ElementType.BFLOAT16, ElementType.BOOL, ElementType.INT64);
        assertThat(dict.tensors().values()).extracting(Tensor::elements).containsExactly(2L, 1L, 0L);
    }

    @Test
    void puts_a_transposed_tensor_into_row_major_order() throws IOException {
        Call transposed = SavedFile.strided(saved.storage(SIX), 0, List.of(3, 2), List.of(1, 3));

        assertThat(values(read(saved.zip(Map.of("t", transposed))), "t")).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void puts_a_channels_last_tensor_into_row_major_order() throws IOException {
        // Shape [1, 2, 1, 3] with the channels innermost.
        Call channelsLast = SavedFile.strided(saved.storage(SIX), 0, List.of(1, 2, 1, 3), List.of(6, 1, 6, 2));

        assertThat(values(read(saved.legacy(Map.of("t", channelsLast))), "t")).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void reads_tensors_that_share_a_storage() throws IOException {
        Outside storage = saved.storage(SIX);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("all", SavedFile.strided(storage, 0, List.of(6), List.of(1)));
        root.put("end", SavedFile.strided(storage, 4, List.of(2), List.of(1)));
        root.put("odd", SavedFile.strided(storage, 0, List.of(3), List.of(2)));
        root.put("same", SavedFile.strided(storage, 2, List.of(2), List.of(0)));

        StateDict dict = read(saved.zip(root));

        assertThat(values(dict, "all")).containsExactly(SIX);
        assertThat(values(dict, "end")).containsExactly(5, 6);
        assertThat(values(dict, "odd")).containsExactly(1, 3, 5);
        assertThat(values(dict, "same")).containsExactly(3, 3);
    }

    @Test
    void reads_views_of_storages_as_old_files_have_them() throws IOException {
        List<?> whole = saved.storage(SIX).identifier();
        Outside view = new Outside(List.of("storage", whole.get(1), whole.get(2), "cpu", 6, List.of("view", 2, 3)));

        StateDict dict = read(saved.legacy(Map.of("t", SavedFile.strided(view, 1, List.of(2), List.of(1)))));

        assertThat(values(dict, "t")).containsExactly(4, 5);
    }

    @Test
    void reads_what_python_2_and_parameters_look_like() throws IOException {
        Call tensor = saved.tensor(SIX, 6);
        Call old = new Call(
                new Name("torch._utils", "_rebuild_tensor"), tensor.arguments().subList(0, 4));
        Call parameter = new Call(new Name("torch._utils", "_rebuild_parameter"), List.of(old, true, Map.of()));
        Call dict = new Call(
                new Name("collections", "OrderedDict"),
                List.of(new Items(List.of(new Items(List.of("p", parameter))))));

        assertThat(values(read(saved.legacy(dict)), "p")).containsExactly(SIX);
    }

    @Test
    void reads_parameters_as_they_were_saved_before_pytorch_0_4() throws IOException {
        Call parameter = new Call(new Name("torch.nn.parameter", "Parameter"), List.of(saved.tensor(SIX, 6)));

        assertThat(values(read(saved.legacy(Map.of("p", parameter))), "p")).containsExactly(SIX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model", "net", "some_name_of_their_own"})
    void takes_the_state_dict_out_of_a_checkpoint(String key) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("epoch", 90);
        root.put("lr", 0.1);
        root.put("optimizer", Map.of("state", Map.of(0, Map.of("momentum_buffer", saved.tensor(SIX, 6)))));
        root.put(key, twoTensors("module."));

        assertTwoTensors(read(saved.zip(root)));
    }

    @Test
    void prefers_the_state_dict_to_a_tensor_beside_it() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("best_accuracy", saved.tensor(new float[] {76}));
        root.put("state_dict", twoTensors("_orig_mod.module."));

        assertTwoTensors(read(saved.zip(root)));
    }

    @Test
    void keeps_a_prefix_that_not_every_name_has() throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("module.a", saved.tensor(SIX, 6));
        root.put("b", saved.tensor(SIX, 6));

        assertThat(read(saved.zip(root)).tensors()).containsOnlyKeys("module.a", "b");
    }

    @Test
    void gives_read_only_buffers_that_do_not_disturb_each_other() throws IOException {
        Tensor tensor = tensor(read(saved.zip(twoTensors(""))), "0.weight");

        tensor.data().position(8);

        assertThat(tensor.data().position()).isZero();
        assertThat(tensor.data().isReadOnly()).isTrue();
    }

    private Map<String, Object> twoTensors(String prefix) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(prefix + "0.weight", saved.tensor(SIX, 2, 3));
        root.put(prefix + "0.bias", saved.tensor(new float[] {7}));
        return root;
    }

    private static void assertTwoTensors(StateDict dict) {
        assertThat(dict.tensors().keySet()).containsExactly("0.weight", "0.bias");
        assertThat(tensor(dict, "0.weight").shape()).containsExactly(2L, 3L);
        assertThat(values(dict, "0.weight")).containsExactly(SIX);
        assertThat(tensor(dict, "0.bias").shape()).isEmpty();
        assertThat(values(dict, "0.bias")).containsExactly(7);
    }

    private static Tensor tensor(StateDict dict, String name) {
        return Objects.requireNonNull(dict.tensors().get(name));
    }

    private static float[] values(StateDict dict, String name) {
        Tensor tensor = tensor(dict, name);
        float[] values = new float[(int) tensor.elements()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }

    private static String padded(String header, int length) {
        char[] spaces = new char[length - header.length()];
        Arrays.fill(spaces, ' ');
        return header + new String(spaces);
    }

    private StateDict read(byte[] content) throws IOException {
        return StateDicts.read(Files.write(folder.resolve("weights.pth"), content));
    }
}
