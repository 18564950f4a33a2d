package io.github.featviz.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Text to be added to an archive's code: methods to classes, functions to files. */
final class Additions {

    private final ArchiveEntries entries;
    private final Library library;
    private final Map<String, StringBuilder> byOwner = new TreeMap<>();
    private final Map<String, String> newFiles = new TreeMap<>();

    Additions(ArchiveEntries entries, Library library) {
        this.entries = entries;
        this.library = library;
    }

    /**
     * Adds a method to a class, or a function beside another.
     *
     * @param owner the class, or the other function, by qualified name
     */
    void add(String owner, String text) {
        byOwner.computeIfAbsent(owner, name -> new StringBuilder()).append(text);
    }

    /** Adds a whole file of code. */
    void file(String name, String text) {
        newFiles.put(name, text);
    }

    /** The code files that change or are new, by name. */
    Map<String, byte[]> files() {
        Map<String, String> texts = new LinkedHashMap<>(newFiles);
        // Several classes may share a file; inserting from the last to the first keeps the offsets of the others.
        byOwner.keySet().stream()
                .sorted(Comparator.comparingInt(this::endOf).reversed())
                .forEach(owner -> insert(owner, texts));
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach((file, text) -> bytes.put(file, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private void insert(String owner, Map<String, String> texts) {
        String file = Library.fileOf(owner);
        String text = texts.getOrDefault(file, String.valueOf(entries.text(file)));
        int end = Math.min(endOf(owner), text.length());
        String before = text.substring(0, end);
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        texts.put(file, before + gap + byOwner.get(owner) + text.substring(end));
    }

    /** Where to insert; functions go to the end of their file, before anything is inserted there. */
    private int endOf(String owner) {
        ClassCode code = library.classOf(owner);
        return code == null ? Integer.MAX_VALUE : code.end();
    }
}
