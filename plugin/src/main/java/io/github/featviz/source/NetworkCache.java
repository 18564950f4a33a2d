package io.github.featviz.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/**
 * Files by key in one folder: each is there whole or not at all. Builds may share the folder; the second waits for the first.
 *
 * @param folder created when first needed
 */
record NetworkCache(Path folder) {

    private static final long POLL_MILLIS = 100;

    /** Makes a file. */
    @FunctionalInterface
    interface Making {

        /**
         * Writes the file.
         *
         * @param part where; what an earlier run left there may be gone on with
         */
        void into(Path part) throws IOException;
    }

    Path file(String key) {
        return folder.resolve(key);
    }

    /**
     * The file of a key, made if it is not there.
     *
     * @param sound whether a file that is there can be used; one that cannot is made again
     */
    Path get(String key, Predicate<Path> sound, Making making) throws IOException {
        Path file = file(key);
        if (Files.isRegularFile(file) && sound.test(file)) {
            return file;
        }
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(key + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            assert lock.isValid();
            if (!Files.isRegularFile(file) || !sound.test(file)) {
                Path part = folder.resolve(key + ".part");
                making.into(part);
                move(part, file);
            }
        }
        return file;
    }

    /** Waits for other builds; within one JVM Java refuses a second lock instead of waiting. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Another build in this JVM has it.
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while another build downloads the same file", e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
