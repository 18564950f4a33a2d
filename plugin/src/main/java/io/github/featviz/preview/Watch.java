package io.github.featviz.preview;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Notices that files have changed, by their times and sizes: file systems over a network and editors that save by renaming have
 * no other way in common.
 */
public final class Watch {

    private static final int MOST_FILES = 10_000;
    private static final Duration SHORTEST_REST = Duration.ofMillis(500);

    /** So many times as long as a look took, nobody looks: a tenth of the time at most goes into looking. */
    private static final int REST = 9;

    private final List<Path> roots;
    private final Predicate<Path> passedOver;
    private Map<Path, String> seen;
    private Duration took = Duration.ZERO;

    /**
     * A watch over files, which looks at them at once.
     *
     * @param roots files, and folders with all below them; those that are missing may come later
     * @param passedOver files and folders below the roots whose changes are nobody's, such as what is made of the others
     */
    public Watch(List<Path> roots, Predicate<Path> passedOver) {
        this.roots = List.copyOf(roots);
        this.passedOver = passedOver;
        this.seen = look();
    }

    /** Whether anything changed since it was asked last. */
    public boolean changed() {
        Map<Path, String> now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    /** How long to wait before it is asked again: longer where there is much to look at. */
    public Duration rest() {
        Duration rest = took.multipliedBy(REST);
        return rest.compareTo(SHORTEST_REST) > 0 ? rest : SHORTEST_REST;
    }

    private Map<Path, String> look() {
        long begin = System.nanoTime();
        Map<Path, String> files = new TreeMap<>();
        for (Path root : roots) {
            try {
                Files.walkFileTree(root, new Look(root, files));
            } catch (IOException e) {
                files.put(root, "missing");
            }
        }
        took = Duration.ofNanos(System.nanoTime() - begin);
        return files;
    }

    /** Notes how all files below a root are. */
    private final class Look extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Map<Path, String> files;

        /** What lies there itself, such as a theme in the gallery's folder, was named to be watched. */
        private final boolean within;

        private int left = MOST_FILES;

        Look(Path root, Map<Path, String> files) {
            this.root = root;
            this.files = files;
            this.within = passedOver.test(root);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isPassedOver(folder) ? FileVisitResult.SKIP_SUBTREE : note(folder, "folder");
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isPassedOver(file)) {
                return FileVisitResult.CONTINUE;
            }
            return note(file, attributes.isSymbolicLink() ? behind(file) : state(attributes));
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return note(file, "missing");
        }

        private boolean isPassedOver(Path file) {
            return !within && !file.equals(root) && passedOver.test(file);
        }

        private FileVisitResult note(Path file, String state) {
            files.put(file, state);
            left--;
            return left > 0 ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        private static String behind(Path link) {
            try {
                return state(Files.readAttributes(link, BasicFileAttributes.class));
            } catch (IOException e) {
                return "missing";
            }
        }

        private static String state(BasicFileAttributes attributes) {
            return attributes.isDirectory() ? "folder" : attributes.lastModifiedTime() + " " + attributes.size();
        }
    }
}
