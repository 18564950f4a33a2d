package io.github.featviz.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gallery in the making: a staging folder beside the target, which replaces the target whole or not at all.
 *
 * <p>Closed without having been published, it leaves no trace and the earlier gallery as it was.
 */
final class Publication implements AutoCloseable {

    private static final int MARK_LENGTH = 200;

    private final Path target;
    private final Path staging;

    private Publication(Path target, Path staging) {
        this.target = target;
        this.staging = staging;
    }

    /**
     * Begins a gallery.
     *
     * @param target where it will be; may hold an earlier gallery, be empty or not exist
     * @throws IOException if the target holds something else or does not tell what of it is the user's, or the staging folder cannot be
     *     made
     */
    static Publication begin(Path target) throws IOException {
        Path whole = Files.isDirectory(target)
                ? target.toRealPath()
                : target.toAbsolutePath().normalize();
        Path parent = whole.getParent();
        if (parent == null) {
            throw new IOException(
                    "A gallery cannot be the root of the file system; name a folder below " + whole + ".");
        }
        belongings(whole);
        Files.createDirectories(parent);
        return new Publication(whole, Files.createTempDirectory(parent, stagingPrefix(whole)));
    }

    /** Whether a file or folder lies in a gallery, or in a folder that stands beside it for a while only. */
    static boolean isOf(Path target, Path file) {
        Path whole = target.toAbsolutePath().normalize();
        Path path = file.toAbsolutePath().normalize();
        if (path.startsWith(whole)) {
            return true;
        }
        Path parent = whole.getParent();
        return parent != null
                && path.startsWith(parent)
                && !path.equals(parent)
                && parent.relativize(path).getName(0).toString().startsWith(stagingPrefix(whole));
    }

    private static String stagingPrefix(Path target) {
        return "." + target.getFileName() + "-staging-";
    }

    /** Root of the gallery in the making. */
    Path staging() {
        return staging;
    }

    /** Where it will be. */
    Path target() {
        return target;
    }

    /** How many pages the gallery that is there has. */
    int pages() throws IOException {
        return belongings(target).pages();
    }

    /** Whether the gallery that is there was made from this and has all its files as they were written. */
    boolean isThere(Fingerprint fingerprint) throws IOException {
        return fingerprint.isOf(target);
    }

    /**
     * Puts the staging folder in the target's place. What the user put into the earlier gallery goes into the new one, and stays also
     * where that has a file of the same name.
     *
     * @param fingerprint what it was made from
     * @throws IOException if a folder cannot be moved; the earlier gallery is then back in its place
     */
    void publish(Fingerprint fingerprint) throws IOException {
        Belongings own = belongings(target);
        makeReadable();
        boolean whole = !Files.exists(target) || !own.makeRoom(target, staging);
        Belongings.list(staging);
        if (whole) {
            // Otherwise the next build makes it again: the user's file may be gone then, and its place is the
            // gallery's.
            fingerprint.writeTo(staging);
        }
        Path aside = staging.resolveSibling(staging.getFileName() + "-earlier");
        boolean earlier = Files.exists(target);
        if (earlier) {
            Files.move(target, aside);
        }
        try {
            Files.move(staging, target);
        } catch (IOException e) {
            if (earlier) {
                Files.move(aside, target);
            }
            throw e;
        }
        if (earlier) {
            handOver(own, aside);
        }
    }

    private void handOver(Belongings own, Path aside) throws IOException {
        try {
            own.hand(aside, target);
            own.delete(aside);
        } catch (IOException e) {
            throw new IOException(
                    "The gallery is published, but something of the earlier one could not be moved into it or deleted (%s). What is left of it, yours included, lies in %s."
                            .formatted(e, aside),
                    e);
        }
        if (Files.exists(aside)) {
            throw new IOException(
                    "The gallery is published, but something came into the earlier one meanwhile, and lies in %s."
                            .formatted(aside));
        }
    }

    @Override
    public void close() throws IOException {
        deleteTree(staging);
    }

    /** A temporary folder is its owner's alone; a gallery is for whoever may read the folder around it. */
    private void makeReadable() throws IOException {
        Path model = staging.resolve("data");
        if (Files.getFileStore(staging).supportsFileAttributeView("posix") && Files.isDirectory(model)) {
            Files.setPosixFilePermissions(staging, Files.getPosixFilePermissions(model));
        }
    }

    /** What of the folder is the earlier gallery's; refuses one where that is not known. */
    private static Belongings belongings(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Belongings.NONE;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException(
                    "%s is no folder. A gallery needs a folder; name another or remove the file.".formatted(target));
        }
        if (isEmpty(target)) {
            return Belongings.NONE;
        }
        if (!isGallery(target)) {
            throw new IOException(
                    "%s holds something that is not a gallery of featviz's (it has no %s), and publishing would delete it. Name an empty or new folder, or empty this one."
                            .formatted(target, Addresses.DATA));
        }
        return Belongings.of(target)
                .orElseThrow(() -> new IOException(
                        "%s holds a gallery whose %s is missing or damaged, so that its files cannot be told from yours. Nothing was changed. Bring that file back; or move what is yours elsewhere, delete the folder, and put it back when the gallery is made."
                                .formatted(target, Belongings.LIST)));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean isGallery(Path folder) throws IOException {
        Path data = folder.resolve(Addresses.DATA);
        if (!Files.isRegularFile(data)) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(data)) {
            String beginning = new String(stream.readNBytes(MARK_LENGTH), StandardCharsets.UTF_8);
            return beginning.contains("\"featviz-gallery/");
        }
    }

    /** Removes a folder with all that is in it; nothing where it is not there. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
