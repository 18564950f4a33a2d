package io.github.featviz.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What an entry's files must look like: one line a file, of its checksum (CRC-32C) and its name.
 *
 * <p>It finds damage, not malice.
 *
 * @param text the lines
 */
record Checksums(String text) {

    /** The name of the file that they are kept in. */
    static final String FILE = "checksums.txt";

    /** The checksums of files that are to be written. */
    static Checksums of(Map<String, byte[]> files) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(files).forEach((name, content) -> lines.append(line(name, content)));
        return new Checksums(lines.toString());
    }

    /** Whether the entry in this folder has checksums and its files, all of them, match them. */
    static boolean match(Path entry) {
        Map<String, byte[]> files = new HashMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(entry)) {
            for (Path file : found) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false; // set aside by another build at this moment, or unreadable
        }
        byte[] expected = files.remove(FILE);
        return expected != null && Arrays.equals(expected, of(files).text().getBytes(UTF_8));
    }

    void write(Path entry) throws IOException {
        Files.write(entry.resolve(FILE), text.getBytes(UTF_8));
    }

    private static String line(String name, byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return Long.toHexString(checksum.getValue()) + " " + name + "\n";
    }
}
