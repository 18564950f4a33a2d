package io.github.featviz.gallery;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Digests plain data: records, collections, maps, numbers, texts, days, and files by their content.
 *
 * <p>Equal data has the same digest on every machine: of a path only what the file holds counts. Numbers are taken as they are in memory;
 * written out, hundreds of thousands of them would take longer than all the rest.
 */
final class DataDigest {

    private final Map<Class<?>, Method[]> accessors = new ConcurrentHashMap<>();

    /**
     * SHA-256 of some data, hexadecimal.
     *
     * @param data one of the above, or null
     * @throws IOException if a file in it cannot be read
     * @throws IllegalArgumentException if it is anything else
     */
    String of(@Nullable Object data) throws IOException {
        MessageDigest digest = sha256();
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest)))) {
            write(data, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of some bytes, hexadecimal. */
    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Each kind begins with a letter of its own, and says how long it is: so no two run together to the same bytes. */
    private void write(@Nullable Object data, DataOutputStream out) throws IOException {
        if (data == null) {
            out.writeByte('0');
        } else if (data instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else if (data instanceof Integer || data instanceof Long) {
            out.writeByte('i');
            out.writeLong(((Number) data).longValue());
        } else if (data instanceof Boolean truth) {
            out.writeByte(truth ? 't' : 'f');
        } else if (data instanceof String || data instanceof Enum<?> || data instanceof LocalDate) {
            writeBytes('s', data.toString().getBytes(StandardCharsets.UTF_8), out);
        } else if (data instanceof byte[] bytes) {
            writeBytes('b', bytes, out);
        } else if (data instanceof Path file) {
            writeBytes('p', Files.readAllBytes(file), out);
        } else if (data instanceof Record compound) {
            writeRecord(compound, out);
        } else if (data instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (data instanceof Collection<?> all) {
            writeAll(all, out);
        } else if (data instanceof Optional<?> optional) {
            writeAll(optional.stream().toList(), out);
        } else {
            throw new IllegalArgumentException("no plain data: " + data.getClass());
        }
    }

    private static void writeBytes(char kind, byte[] bytes, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void writeAll(Collection<?> all, DataOutputStream out) throws IOException {
        out.writeByte('l');
        out.writeInt(all.size());
        for (Object one : all) {
            write(one, out);
        }
    }

    private void writeMap(Map<?, ?> map, DataOutputStream out) throws IOException {
        out.writeByte('m');
        out.writeInt(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), out);
            write(entry.getValue(), out);
        }
    }

    private void writeRecord(Record compound, DataOutputStream out) throws IOException {
        writeBytes('r', compound.getClass().getName().getBytes(StandardCharsets.UTF_8), out);
        for (Method accessor : accessors.computeIfAbsent(compound.getClass(), DataDigest::accessorsOf)) {
            try {
                write(accessor.invoke(compound), out);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException("no plain data: " + accessor, e);
            }
        }
    }

    private static Method[] accessorsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .peek(accessor -> accessor.setAccessible(true))
                .toArray(Method[]::new);
    }
}
