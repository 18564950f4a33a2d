package io.github.featviz.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Notices that files have changed, by their times and sizes: file systems over a network and editors that save by renaming have
 * no other way in common.
 */
public final class Watch {

    private static final int MOST_FILES = 10_000;

    private final List<Path> roots;
    private Map<Path, String> seen;

    /** @param roots files, and folders with all below them; those that are missing may come later */
    public Watch(List<Path> roots) {
        this.roots = List.copyOf(roots);
        this.seen = look();
    }

    /** Whether anything changed since it was asked last. */
    public boolean changed() {
        Map<Path, String> now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new TreeMap<>();
        for (Path root : roots) {
            try (Stream<Path> below = Files.walk(root)) {
                below.limit(MOST_FILES).forEach(file -> files.put(file, state(file)));
            } catch (IOException | java.io.UncheckedIOException e) {
                files.put(root, "missing");
            }
        }
        return files;
    }

    private static String state(Path file) {
        try {
            return Files.isDirectory(file) ? "folder" : Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "missing";
        }
    }
}
