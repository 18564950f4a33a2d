package io.github.featviz.network;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;

/** A file for the engine to load, as large as a network, in a folder of its own among the temporary ones. */
final class TemporaryCopy implements AutoCloseable {

    private static final String PREFIX = "featviz-network-";

    /** No network takes so long to load. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;

    private TemporaryCopy(Path folder) {
        this.folder = folder;
    }

    /**
     * A place for the file; clears away what killed processes have left.
     *
     * @throws IOException when no folder can be made in java.io.tmpdir
     */
    static TemporaryCopy create() throws IOException {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static TemporaryCopy createIn(Path parent) throws IOException {
        TemporaryCopy copy = new TemporaryCopy(Files.createTempDirectory(parent, PREFIX));
        copy.removeAbandoned(parent);
        return copy;
    }

    /** Where the file is to be written. */
    Path file() {
        return folder.resolve("network.pt");
    }

    /** Deletes the file, if it was written, and its folder. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder);
    }

    private void removeAbandoned(Path parent) {
        try (DirectoryStream<Path> alike = Files.newDirectoryStream(parent, PREFIX + "*")) {
            UserPrincipal owner = Files.getOwner(folder);
            alike.forEach(other -> new TemporaryCopy(other).removeIfAbandoned(owner));
        } catch (IOException | DirectoryIteratorException e) {
            return; // what stays takes room and does no other harm
        }
    }

    private void removeIfAbandoned(UserPrincipal owner) {
        try {
            if (isAbandoned(owner)) {
                close();
            }
        } catch (IOException e) {
            return; // another process was first, or something else lies there
        }
    }

    /** The folder for temporary files may be everybody's: another user's, or what a link leads to, is none of ours. */
    private boolean isAbandoned(UserPrincipal owner) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)
                && Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
    }
}
