package io.github.featviz.statedict;

import io.github.featviz.statedict.PickleBytes.Call;
import io.github.featviz.statedict.PickleBytes.Items;
import io.github.featviz.statedict.PickleBytes.Name;
import io.github.featviz.statedict.PickleBytes.Outside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as torch.save and safetensors write them. */
final class SavedFile {

    private final Map<String, float[]> storages = new LinkedHashMap<>();

    /** A tensor in row-major order with a storage of its own. */
    Call tensor(float[] values, Integer... shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strided(
                storage(values),
                0,
                List.of(shape),
                Arrays.stream(strides).boxed().toList());
    }

    Outside storage(float... values) {
        String key = String.valueOf(storages.size());
        storages.put(key, values);
        return new Outside(List.of("storage", new Name("torch", "FloatStorage"), key, "cpu", values.length));
    }

    static Call strided(Object storage, int offset, List<Integer> shape, List<Integer> strides) {
        return new Call(
                new Name("torch._utils", "_rebuild_tensor_v2"),
                List.of(storage, offset, shape, strides, false, orderedDict()));
    }

    static Call orderedDict() {
        return new Call(new Name("collections", "OrderedDict"), List.of());
    }

    byte[] zip(Object root) {
        return zip(root, "little");
    }

    byte[] zip(Object root, String byteOrder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("data.pkl", PickleBytes.of(root));
        files.put("byteorder", byteOrder.getBytes(StandardCharsets.US_ASCII));
        storages.forEach((key, values) -> files.put("data/" + key, bytes(values)));
        return zipOf(files, ZipEntry.STORED);
    }

    static byte[] zipOf(Map<String, byte[]> files, int method) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry("archive/" + file.getKey());
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setMethod(method);
                entry.setCrc(crc.getValue());
                entry.setSize(file.getValue().length);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    byte[] legacy(Object root) {
        return legacy(root, true);
    }

    byte[] legacy(Object root, boolean littleEndian) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PickleBytes.of(new BigInteger("1950a86a20f9469cfc6c", 16)));
        out.writeBytes(PickleBytes.of(1001));
        out.writeBytes(PickleBytes.of(Map.of("protocol_version", 1001, "little_endian", littleEndian)));
        out.writeBytes(PickleBytes.of(root));
        out.writeBytes(PickleBytes.of(new Items(new ArrayList<>(storages.keySet()))));
        storages.values().forEach(values -> {
            out.writeBytes(number(values.length));
            out.writeBytes(bytes(values));
        });
        return out.toByteArray();
    }

    static byte[] safetensors(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(json.length));
        out.writeBytes(json);
        out.writeBytes(data);
        return out.toByteArray();
    }

    static byte[] bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
