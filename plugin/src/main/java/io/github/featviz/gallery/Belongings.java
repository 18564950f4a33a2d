package io.github.featviz.gallery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a gallery are its own. Whatever else lies in its folder is the user's, such as a {@code .git} or a {@code CNAME},
 * and is kept when the gallery is replaced.
 *
 * @param files addresses of the gallery's own files
 */
record Belongings(Set<String> files) {

    private static final String LIST = "data/files.txt";

    /** Writes the list of a gallery's files into the gallery. */
    static void list(Path gallery) throws IOException {
        List<String> files;
        try (Stream<Path> walk = Files.walk(gallery)) {
            files = walk.filter(Files::isRegularFile)
                    .map(file -> address(gallery, file))
                    .sorted()
                    .toList();
        }
        Path list = gallery.resolve(LIST);
        Files.createDirectories(list.resolveSibling(""));
        Files.writeString(list, String.join("\n", files) + "\n");
    }

    /**
     * How a gallery's files are.
     *
     * @param digest of their addresses and sizes
     * @param newest when the last of them was written
     */
    record State(String digest, FileTime newest) {}

    /** How the files on a gallery's list are; empty where one is missing, or there is no list. */
    static Optional<State> state(Path gallery) throws IOException {
        Path list = gallery.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            return Optional.empty();
        }
        StringBuilder sizes = new StringBuilder();
        FileTime newest = Files.getLastModifiedTime(list);
        for (String file : Files.readAllLines(list)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(gallery.resolve(file), BasicFileAttributes.class);
                FileTime written = attributes.lastModifiedTime();
                newest = written.compareTo(newest) > 0 ? written : newest;
                sizes.append(file).append(' ').append(attributes.size()).append('\n');
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new State(DataDigest.of(sizes.toString().getBytes(StandardCharsets.UTF_8)), newest));
    }

    /** How many pages a gallery has, by its list. */
    static int pages(Path gallery) throws IOException {
        return (int) Files.readAllLines(gallery.resolve(LIST)).stream()
                .filter(file -> file.endsWith(".html"))
                .count();
    }

    /** Moves what is not its own from an earlier gallery to the one that replaces it; nothing is written over. */
    static void hand(Path earlier, Path gallery) throws IOException {
        Path list = earlier.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            return; // a gallery of a version that kept no list
        }
        Set<String> own = new HashSet<>(Files.readAllLines(list));
        own.add(LIST);
        own.add(Fingerprint.FILE);
        new Belongings(own).move(earlier, gallery);
    }

    private void move(Path earlier, Path gallery) throws IOException {
        Set<String> folders = new HashSet<>();
        for (String file : files) {
            for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
                folders.add(file.substring(0, slash));
            }
        }
        Files.walkFileTree(earlier, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean mixed = folder.equals(earlier) || folders.contains(address(earlier, folder));
                // A folder without any file of ours goes as a whole; where the new gallery has one, file by file.
                return mixed || !moved(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!files.contains(address(earlier, file))) {
                    moved(file);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean moved(Path entry) throws IOException {
                Path place = gallery.resolve(earlier.relativize(entry));
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    return false;
                }
                Files.createDirectories(place.resolveSibling(""));
                Files.move(entry, place);
                return true;
            }
        });
    }

    private static String address(Path gallery, Path file) {
        return gallery.relativize(file).toString().replace('\\', '/');
    }
}
