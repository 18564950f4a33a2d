package io.github.featviz.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of the tests in a folder, a zip or a TAR. */
public final class Packed {

    private Packed() {}

    /** A folder. */
    public static Path folder(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    /** A zip. */
    public static Path zip(Path zip, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return zip;
    }

    /** A TAR; names that are too long for its header are written as GNU tar writes them. */
    public static Path tar(Path tar, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] name = file.getKey().getBytes(UTF_8);
            if (name.length > 100) {
                entry(out, "././@LongLink", 'L', name);
            }
            entry(out, file.getKey(), '0', file.getValue());
        }
        out.write(new byte[1024]);
        return Files.write(tar, out.toByteArray());
    }

    /** One entry: header and content, each in whole blocks. */
    static void entry(ByteArrayOutputStream out, String name, char kind, byte[] content) {
        byte[] header = new byte[512];
        byte[] bytes = name.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, 0, Math.min(100, bytes.length));
        put(header, 124, "%011o".formatted(content.length));
        header[156] = (byte) kind;
        put(header, 257, "ustar");
        put(header, 148, "        ");
        int sum = 0;
        for (byte value : header) {
            sum += value & 255;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
