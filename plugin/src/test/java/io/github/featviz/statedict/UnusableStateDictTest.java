package io.github.featviz.statedict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.statedict.PickleBytes.Call;
import io.github.featviz.statedict.PickleBytes.Name;
import io.github.featviz.statedict.PickleBytes.Outside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused: it names the file, what is wrong and the way out. */
class UnusableStateDictTest {

    private static final float[] SIX = {1, 2, 3, 4, 5, 6};
    private static final String HEADER = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}";

    @TempDir
    Path folder;

    private final SavedFile saved = new SavedFile();

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "nt, system",
        "os, system",
        "builtins, eval",
        "__builtin__, eval",
        "builtins, getattr",
        "subprocess, Popen",
        "numpy.core.multiarray, scalar",
        "argparse, Namespace",
        "torch, UntypedStorage",
        "torch._utils, _rebuild_sparse_tensor"
    })
    void refuses_every_other_name_by_name_wherever_it_stands(String module, String name) {
        Call call = new Call(new Name(module, name), List.of("touch somewhere"));
        Map<String, Object> beside = Map.of("state_dict", Map.of("a", saved.tensor(SIX, 6)), "epoch", call);

        for (byte[] file : List.of(saved.zip(call), saved.legacy(call), saved.zip(beside), PickleBytes.of(call))) {
            assertRefused(file, module + "." + name, "torch.save(model.state_dict(), \"weights.pth\")");
        }
    }

    @Test
    void refuses_names_of_later_protocols_too() {
        byte[] pickle = "\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0002id\u0085R."
                .getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(pickle, "posix.system");
    }

    @Test
    void refuses_a_whole_module_with_the_line_that_takes_its_state_dict() {
        Call module = new Call(new Name("torch.nn.modules.container", "Sequential"), List.of());
        Outside old = new Outside(List.of("module", "Net", "net.py", "class Net: pass"));

        for (Object root : List.of(module, old)) {
            assertRefused(saved.zip(root), "whole module", "torch.load(file, weights_only=False).state_dict()");
        }
    }

    @Test
    void refuses_what_is_no_dict_of_tensors() {
        assertRefused(saved.zip(saved.tensor(SIX, 6)), "single tensor", "model.state_dict()");
        assertRefused(saved.zip(List.of("a")), "a list");
        assertRefused(saved.zip(Map.of("epoch", 1)), "without any tensors");
    }

    @Test
    void asks_which_of_several_dicts_is_meant() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("generator", Map.of("a", saved.tensor(SIX, 6)));
        root.put("critic", Map.of("a", saved.tensor(SIX, 6)));

        assertRefused(saved.zip(root), "generator, critic", "torch.load(file)[\"generator\"]");
    }

    @Test
    void survives_every_truncation() throws IOException {
        Map<String, Object> root = Map.of("a", saved.tensor(SIX, 2, 3), "b", saved.tensor(SIX, 6));
        for (byte[] whole :
                List.of(saved.zip(root), saved.legacy(root), SavedFile.safetensors(HEADER, SavedFile.bytes(SIX)))) {
            StateDicts.read(file(whole));
            for (int length = 0; length < whole.length; length++) {
                assertRefused(Arrays.copyOf(whole, length), "weights.pth");
            }
        }
    }

    @Test
    void survives_damage_anywhere() throws IOException {
        Map<String, Object> root = Map.of("a", saved.tensor(SIX, 2, 3), "b", saved.tensor(SIX, 6));
        Random random = new Random(5);
        for (byte[] whole :
                List.of(saved.zip(root), saved.legacy(root), SavedFile.safetensors(HEADER, SavedFile.bytes(SIX)))) {
            for (int round = 0; round < 400; round++) {
                byte[] damaged = whole.clone();
                for (int i = 0; i <= round % 3; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    StateDicts.read(file(damaged));
                } catch (UnusableStateDictException e) {
                    assertThat(e).hasMessageContaining("weights.pth");
                }
            }
        }
    }

    @Test
    void refuses_tensors_that_reach_beyond_their_storage() {
        for (Call tensor : List.of(
                SavedFile.strided(saved.storage(SIX), 1, List.of(6), List.of(1)),
                SavedFile.strided(saved.storage(SIX), -1, List.of(6), List.of(1)),
                SavedFile.strided(saved.storage(SIX), 0, List.of(2, 3), List.of(4, 1)),
                SavedFile.strided(saved.storage(SIX), 0, List.of(2), List.of(-1)),
                SavedFile.strided(
                        saved.storage(SIX),
                        0,
                        List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                        List.of(0, 0, Integer.MAX_VALUE)))) {
            assertRefused(saved.zip(Map.of("a", tensor)), "beyond its storage of 6 elements");
        }
    }

    @Test
    void refuses_a_few_bytes_that_are_said_to_be_a_huge_tensor() {
        Outside storage = saved.storage(SIX);
        Map<String, Object> one = Map.of("a", SavedFile.strided(storage, 0, List.of(1 << 30, 1 << 30), List.of(0, 0)));
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 1000; i++) {
            many.put("t" + i, SavedFile.strided(storage, 0, List.of(1_000_000 + i), List.of(0)));
        }

        assertRefused(saved.zip(one), "far more memory", "contiguous()");
        assertRefused(saved.zip(many), "far more memory");
    }

    @Test
    void refuses_pickles_that_would_grow() {
        // Said to hold a text of two GiB.
        assertRefused(concat(bytes(0x80, 2, 'X'), bytes(0xff, 0xff, 0xff, 0x7f)), "cut short");
        assertRefused(filled('(', 2_000), "levels deep");
        assertRefused(filled(']', 4_000_000), "instructions");
        assertRefused(concat(bytes(0x80, 2, 0x8b), bytes(0xff, 0xff, 0xff, 0x7f)), "integer");
    }

    @Test
    void refuses_to_copy_one_long_list_into_many_dicts() {
        // Remembers OrderedDict as 0, a pair as 1, a long list of it as the argument 2, and calls again and again.
        byte[] start = concat(bytes(0x80, 2), text("ccollections\nOrderedDict\nq"), bytes(0, '0'));
        byte[] pair = bytes('U', 1, 'k', 'K', 1, 0x86, 'q', 1, '0');
        byte[] list = concat(bytes(']', '('), repeated(bytes('h', 1), 100_000), bytes('e', 0x85, 'q', 2, '0'));
        byte[] calls = repeated(bytes('h', 0, 'h', 2, 'R'), 100_000);

        assertRefused(
                SavedFile.zipOf(Map.of("data.pkl", concat(start, pair, list, calls)), ZipEntry.STORED),
                "too many entries");
    }

    @Test
    void follows_no_structure_that_contains_itself() {
        // A dict that is its own entry: } q0 X"state_dict" h0 s .
        byte[] pickle = concat(
                bytes(0x80, 2, '}', 'q', 0, 'U', 10),
                "state_dict".getBytes(StandardCharsets.UTF_8),
                bytes('h', 0, 's', '.'));
        byte[] zip = SavedFile.zipOf(Map.of("data.pkl", pickle), ZipEntry.STORED);

        assertRefused(zip, "without any tensors");
    }

    @Test
    void refuses_compressed_archives() {
        byte[] zip = SavedFile.zipOf(Map.of("data.pkl", PickleBytes.of(Map.of())), ZipEntry.DEFLATED);

        assertRefused(zip, "compressed", "torch.save(torch.load(file), \"weights.pth\")");
    }

    @Test
    void refuses_storages_that_are_missing_or_of_another_length() {
        Outside missing = new Outside(List.of("storage", new Name("torch", "FloatStorage"), "../x", "cpu", 6));
        Outside longer = new Outside(List.of("storage", new Name("torch", "DoubleStorage"), "0", "cpu", 6));
        saved.storage(SIX);

        assertRefused(saved.zip(Map.of("a", vector(missing))), "data/../x", "missing");
        assertRefused(saved.zip(Map.of("a", vector(longer))), "48 bytes", "has 24");
    }

    @Test
    void refuses_big_endian_files() {
        Map<String, Object> root = Map.of("a", saved.tensor(SIX, 6));

        assertRefused(saved.zip(root, "big"), "big-endian", "safetensors.torch.save_file");
        assertRefused(saved.legacy(root, false), "big-endian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,20]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[24,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-3],\"data_offsets\":[0,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,16,0],\"data_offsets\":[0,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[12,24]}}",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[24],\"data_offsets\":[0,24]}}",
                "{\"a\":{\"shape\":[24],\"data_offsets\":[0,24]}}",
                "{\"a\":[[[[[[]]]]]]}",
                "{\"a\":7}",
                "{} {}",
                "{\"a\""
            })
    void refuses_safetensors_whose_header_lies(String header) {
        assertRefused(SavedFile.safetensors(header, SavedFile.bytes(SIX)), "weights.pth");
    }

    @Test
    void refuses_a_safetensors_header_of_absurd_length() {
        assertRefused(concat(bytes(0, 0, 0, 0x7f, 0, 0, 0, 0), "{}".getBytes(StandardCharsets.UTF_8)), "header");
    }

    @Test
    void names_what_people_take_for_a_state_dict() {
        assertRefused(SavedFile.zipOf(torchScript(), ZipEntry.STORED), "TorchScript archive");
        assertRefused(
                SavedFile.zipOf(Map.of("models/model.json", new byte[1]), ZipEntry.STORED), "torch.export", ".pt2");
        assertRefused(SavedFile.zipOf(Map.of("notes.txt", new byte[1]), ZipEntry.STORED), "not one of torch.save");
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertRefused(tar, "tar archive", "0.1.10");
        assertRefused(text("\u0089HDF\r\n"), "HDF5");
        assertRefused(text("\b\u0007\u0012\u0007pytorch\u001a"), "ONNX");
        assertRefused(text("<!DOCTYPE html><html>"), "web page");
        assertRefused(text("version https://git-lfs.github.com/spec/v1"), "git lfs pull");
        assertRefused(PickleBytes.of(Map.of("a", 1)), "not one of torch.save");
        assertRefused(text(""), "empty");
        assertThatThrownBy(() -> StateDicts.read(folder.resolve("none.pth")))
                .isInstanceOf(UnusableStateDictException.class)
                .hasMessageContainingAll("none.pth", "no such file");
        assertThatThrownBy(() -> StateDicts.read(folder)).isInstanceOf(UnusableStateDictException.class);
    }

    @Test
    void keeps_control_characters_of_the_file_out_of_messages() {
        Call call = new Call(new Name("evil\u001b[2J", "name"), List.of());

        assertThatThrownBy(() -> StateDicts.read(file(saved.zip(call)))).hasMessageContaining("evil?[2J.name");
    }

    private static Map<String, byte[]> torchScript() {
        return Map.of("data.pkl", PickleBytes.of(Map.of()), "constants.pkl", PickleBytes.of(List.of()));
    }

    private static Call vector(Outside storage) {
        return SavedFile.strided(storage, 0, List.of(6), List.of(1));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] filled(char code, int times) {
        byte[] pickle = new byte[times + 2];
        Arrays.fill(pickle, (byte) code);
        pickle[0] = (byte) 0x80;
        pickle[1] = 2;
        return pickle;
    }

    private static byte[] repeated(byte[] code, int times) {
        return concat(Collections.nCopies(times, code).toArray(byte[][]::new));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private void assertRefused(byte[] content, String... parts) {
        assertThatThrownBy(() -> StateDicts.read(file(content)))
                .isInstanceOf(UnusableStateDictException.class)
                .hasMessageContaining("weights.pth")
                .hasMessageContainingAll(parts);
    }

    private Path file(byte[] content) throws IOException {
        // A new file each time: the one before may be mapped still.
        return Files.write(Files.createTempDirectory(folder, "f").resolve("weights.pth"), content);
    }
}
