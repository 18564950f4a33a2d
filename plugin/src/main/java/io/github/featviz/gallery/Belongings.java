package io.github.featviz.gallery;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a gallery are its own. Whatever else lies in its folder is the user's, such as a {@code .git} or a {@code CNAME},
 * and is kept when the gallery is replaced.
 *
 * @param files addresses of the gallery's own files, in the order of its list
 */
record Belongings(List<String> files) {

    /** Of a folder that holds no gallery. */
    static final Belongings NONE = new Belongings(List.of());

    /** Names itself in its last line, so that a list that was cut off is not taken for a whole one. */
    static final String LIST = "data/files.txt";

    /** Keeps a copy of the list. */
    Belongings {
        files = List.copyOf(files);
    }

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
        Files.writeString(list, String.join("\n", files) + "\n" + LIST + "\n");
    }

    /** Those of the gallery in this folder; empty where its list is missing or not whole. */
    static Optional<Belongings> of(Path gallery) throws IOException {
        try {
            List<String> files = Files.readAllLines(gallery.resolve(LIST));
            boolean whole = !files.isEmpty() && files.get(files.size() - 1).equals(LIST);
            return whole ? Optional.of(new Belongings(files)) : Optional.empty();
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        }
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
        Optional<Belongings> own = of(gallery);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder sizes = new StringBuilder();
        FileTime newest = Files.getLastModifiedTime(gallery.resolve(LIST));
        for (String file : own.get().files) {
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

    /** How many of them are pages. */
    int pages() {
        return (int) files.stream().filter(file -> file.endsWith(".html")).count();
    }

    /**
     * Takes out of a new gallery what the user has under the same name in the earlier one.
     *
     * @return whether there was anything
     * @throws IOException if a folder would have to make room for a file or a file for a folder; the earlier gallery is as it was
     */
    boolean makeRoom(Path earlier, Path gallery) throws IOException {
        boolean made = false;
        for (Path entry : theirs(earlier, gallery)) {
            Path place = gallery.resolve(earlier.relativize(entry));
            if (!fits(entry, place)) {
                throw new IOException(
                        "%s is yours, not the gallery's, and stands where the new gallery needs a %s. Nothing was changed; give yours another name or another place."
                                .formatted(entry, Files.isDirectory(place) ? "folder" : "file"));
            }
            made |= Files.deleteIfExists(place);
        }
        return made;
    }

    /** Whether the user's entry can have this place: it is free, or a file stands there as one did before. */
    private static boolean fits(Path entry, Path place) {
        if (Files.exists(place)) {
            return Files.isRegularFile(place) && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        }
        Path above = place.resolveSibling("");
        while (!Files.exists(above)) {
            above = above.resolveSibling("");
        }
        return Files.isDirectory(above);
    }

    /** Moves what is the user's from an earlier gallery to the one that replaces it; nothing is written over. */
    void hand(Path earlier, Path gallery) throws IOException {
        for (Path entry : theirs(earlier, gallery)) {
            Path place = gallery.resolve(earlier.relativize(entry));
            Files.createDirectories(place.resolveSibling(""));
            Files.move(entry, place);
        }
    }

    /** What is not the gallery's: single files, and folders as a whole where the new gallery has no folder of that name. */
    private List<Path> theirs(Path earlier, Path gallery) throws IOException {
        Set<String> own = own();
        Set<String> folders = new HashSet<>();
        for (String file : own) {
            for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
                folders.add(file.substring(0, slash));
            }
        }
        List<Path> theirs = new ArrayList<>();
        Files.walkFileTree(earlier, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean mixed = folder.equals(earlier) || folders.contains(address(earlier, folder));
                if (mixed || Files.isDirectory(gallery.resolve(earlier.relativize(folder)))) {
                    return FileVisitResult.CONTINUE;
                }
                theirs.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!own.contains(address(earlier, file))) {
                    theirs.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return theirs;
    }

    /** Deletes them, and folders that are then empty: whatever else came into the gallery stays. */
    void delete(Path gallery) throws IOException {
        Set<String> own = own();
        Files.walkFileTree(gallery, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (own.contains(address(gallery, file))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                try {
                    Files.delete(folder);
                } catch (DirectoryNotEmptyException e) {
                    // It stays with what is in it.
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Set<String> own() {
        Set<String> own = new HashSet<>(files);
        own.add(Fingerprint.FILE);
        return own;
    }

    private static String address(Path gallery, Path file) {
        return gallery.relativize(file).toString().replace('\\', '/');
    }
}
