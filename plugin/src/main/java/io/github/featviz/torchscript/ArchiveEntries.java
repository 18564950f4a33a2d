package io.github.featviz.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files inside an archive, without the folder that they all lie in.
 *
 * @param archive where they were read; tensors are read again from there
 * @param folder that folder's name
 * @param files contents by name, but for tensors
 * @param tensors the tensors, by name
 */
record ArchiveEntries(Path archive, String folder, Map<String, byte[]> files, Map<String, TensorFile> tensors) {

    private static final List<String> TENSORS = List.of("data/", "constants/");

    private static final long MOST_BYTES = 8L << 30;
    private static final int MOST_ENTRIES = 200_000;

    /** @throws UnusableArchiveException when the file is no TorchScript archive */
    static ArchiveEntries read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new UnusableArchiveException("it holds more than " + MOST_ENTRIES + " files", null);
            }
            Map<String, byte[]> files = new LinkedHashMap<>();
            Map<String, TensorFile> tensors = new LinkedHashMap<>();
            String folder = "";
            long bytes = 0;
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
                String name = entry.getName();
                if (entry.isDirectory() || name.contains(".debug_pkl")) {
                    continue;
                }
                int slash = name.indexOf('/');
                folder = slash < 0 ? folder : name.substring(0, slash);
                String inside = name.substring(slash + 1);
                if (entry.getSize() >= 0 && TENSORS.stream().anyMatch(inside::startsWith)) {
                    bytes += entry.getSize();
                    tensors.put(inside, ZippedTensor.of(entry));
                } else {
                    byte[] content = content(zip, entry, MOST_BYTES - bytes);
                    bytes += content.length;
                    files.put(inside, content);
                }
                if (bytes > MOST_BYTES) {
                    throw tooLarge();
                }
            }
            Set<String> names = new HashSet<>(files.keySet());
            names.addAll(tensors.keySet());
            String wrong = FileKind.ofEntries(names, files.getOrDefault("data.pkl", new byte[0]));
            if (wrong == null) {
                wrong = wrongCode(files);
            }
            if (wrong != null) {
                throw new UnusableArchiveException(wrong, null);
            }
            return new ArchiveEntries(file, folder.isEmpty() ? "archive" : folder, files, tensors);
        } catch (ZipException e) {
            throw new UnusableArchiveException(FileKind.ofBytes(head(file)), e);
        }
    }

    private static @Nullable String wrongCode(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(file ->
                        file.getKey().startsWith("code/") && file.getKey().endsWith(".py"))
                .map(file -> FileKind.ofCode(new String(file.getValue(), StandardCharsets.UTF_8)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static byte[] content(ZipFile zip, ZipEntry entry, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16L, most + 1));
            if (content.length > most || in.read() >= 0) {
                throw tooLarge();
            }
            return content;
        }
    }

    private static UnusableArchiveException tooLarge() {
        return new UnusableArchiveException("it unpacks to more than " + (MOST_BYTES >> 30) + " GiB", null);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4096);
        }
    }

    /** The text of a code file; null: there is none of that name. */
    @Nullable
    String text(String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes an archive with the same files, some of them replaced or new; stored and aligned, tensors last. */
    void write(Path target, Map<String, byte[]> replaced) throws IOException {
        Map<String, byte[]> merged = new LinkedHashMap<>(files);
        merged.putAll(replaced);
        try (StoredZip zip = StoredZip.create(target);
                ZipFile source = new ZipFile(archive.toFile())) {
            for (Map.Entry<String, byte[]> file : merged.entrySet()) {
                zip.add(folder + "/" + file.getKey(), file.getValue());
            }
            for (Map.Entry<String, TensorFile> tensor : tensors.entrySet()) {
                TensorFile values = tensor.getValue();
                zip.add(folder + "/" + tensor.getKey(), values.size(), chunks -> values.writeTo(source, chunks));
            }
        }
    }

    /** The same with another tree of objects and other tensors. */
    ArchiveEntries with(byte[] objects, Map<String, TensorFile> others) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put("data.pkl", objects);
        return new ArchiveEntries(archive, folder, changed, others);
    }

    /** Whether a pattern is found in one of the code files. */
    boolean codeContains(Pattern pattern) {
        return codeFiles().stream()
                .anyMatch(name -> pattern.matcher(String.valueOf(text(name))).find());
    }

    /** Names of the code files. */
    List<String> codeFiles() {
        return files.keySet().stream()
                .filter(name -> name.startsWith("code/") && name.endsWith(".py"))
                .toList();
    }
}
