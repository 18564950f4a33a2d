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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gallery in the making: a staging folder beside the target, which replaces the target whole or not at all.
 *
 * <p>Closed without having been published, it leaves no trace and the earlier gallery as it was.
 */
final class Publication implements AutoCloseable {

    private static final int MARK_LENGTH = 200;

    /** Ends the name of the earlier gallery's folder while the new one takes its place. */
    private static final String ASIDE = "-earlier";

    private final Path target;
    private final Path staging;

    private Publication(Path target, Path staging) {
        this.target = target;
        this.staging = staging;
    }

    /**
     * Begins a gallery. Where a build was killed while it replaced the earlier one, that is brought to its end first.
     *
     * @param target where it will be; may hold an earlier gallery, be empty or not exist
     * @throws IOException if the target holds something else or does not tell what of it is the user's, if files of the user's were left
     *     aside and have no place there any more, or if the staging folder cannot be made
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
        for (Path aside : leftAside(whole, parent)) {
            takeUp(aside, whole);
        }
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

    /** Earlier galleries that a build had to leave because it was killed while it replaced them. */
    private static List<Path> leftAside(Path target, Path parent) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(stagingPrefix(target)) + "\\d+" + ASIDE);
        try (Stream<Path> beside = Files.list(parent)) {
            return beside.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Ends what was begun: the earlier gallery goes back to its place, or what is the user's in it to the one that is there now. */
    private static void takeUp(Path aside, Path target) throws IOException {
        if (!Files.exists(target) || isEmpty(target)) {
            Files.deleteIfExists(target);
            Files.move(aside, target);
            belongings(target);
            return;
        }
        Optional<Belongings> own = Belongings.of(aside);
        if (own.isEmpty() || !own.get().canHand(aside, target)) {
            throw new IOException(
                    "A build was killed while it replaced the gallery in %s, and files of yours may have stayed in %s. They cannot be moved back without a loss. Nothing was changed; move what is yours yourself, and delete that folder."
                            .formatted(target, aside));
        }
        handOver(own.get(), aside, target);
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
        Path aside = staging.resolveSibling(staging.getFileName() + ASIDE);
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
            handOver(own, aside, target);
        }
    }

    private static void handOver(Belongings own, Path aside, Path target) throws IOException {
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
