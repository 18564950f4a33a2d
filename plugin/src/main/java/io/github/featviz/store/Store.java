package io.github.featviz.store;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of finished results, each under the digest of everything that decides it.
 *
 * <p>An entry appears whole or not at all: it is written beside the others and then moved into place in one step. So any
 * number of processes may share a store without locks; where two make the same result, the first one's stays.
 */
public final class Store {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8,128}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9]+)+");
    private static final int PREFIX = 2;
    private static final int ATTEMPTS = 5;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final Path incoming;

    /** Entries whose content was compared once; from then on it is enough that they are there. */
    private final Set<Path> compared = ConcurrentHashMap.newKeySet();

    private Store(Path folder) {
        this.folder = folder;
        this.incoming = folder.resolve("incoming");
    }

    /**
     * Opens a store, made if it is not there, and clears away what a killed build left half written.
     *
     * @param folder where the entries are
     * @throws IOException when the folder cannot be made or read
     */
    public static Store open(Path folder) throws IOException {
        Store store = new Store(folder.toAbsolutePath().normalize());
        Files.createDirectories(store.incoming);
        store.removeAbandoned();
        return store;
    }

    /** Where the entries are. */
    public Path folder() {
        return folder;
    }

    /**
     * The entry of a key; empty when there is none or it is damaged, so that it is made again. An entry's content is compared
     * with its checksums the first time that this object finds it.
     *
     * @param key lower-case hexadecimal digest
     * @throws IllegalArgumentException when the key is no digest
     */
    public Optional<Entry> find(String key) {
        Path place = place(key);
        return isWhole(place) ? Optional.of(new Entry(key, place)) : Optional.empty();
    }

    /**
     * Keeps a result. If another build was first, its entry is kept and returned.
     *
     * @param key lower-case hexadecimal digest
     * @param files content by plain file name; {@value Entry#RESULT} must be among them
     * @return the entry as it is on disk
     * @throws IllegalArgumentException when the key is no digest, a name is no plain file name, or the result is missing
     * @throws IOException when it cannot be written
     */
    public Entry put(String key, Map<String, byte[]> files) throws IOException {
        Path place = place(key);
        requirePlainNames(files);
        Path written = Files.createTempDirectory(incoming, key.substring(0, PREFIX) + "-");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(written.resolve(file.getKey()), file.getValue());
            }
            Checksums.of(files).write(written);
            Files.createDirectories(place.getParent());
            moveIntoPlace(written, place);
        } finally {
            delete(written);
        }
        return new Entry(key, place);
    }

    /**
     * Takes an entry away, so that it is made again; nothing where there is none.
     *
     * @param key lower-case hexadecimal digest
     * @throws IOException when it cannot be moved
     */
    public void remove(String key) throws IOException {
        Path place = place(key);
        if (Files.exists(place)) {
            setAside(place);
        }
    }

    private void moveIntoPlace(Path written, Path place) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (isWhole(place)) {
                    return;
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                setAside(place);
            }
        }
    }

    /** Moves an entry out of the way; another build may do the same at this moment. */
    private void setAside(Path unwanted) throws IOException {
        Path aside = Files.createTempDirectory(incoming, "damaged-");
        try {
            Files.move(unwanted, aside.resolve("entry"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return; // gone already, which is what was wanted
        } finally {
            delete(aside);
        }
    }

    /** Every file is there as it was written: a power cut, a full disk or a copy may have cut one off. */
    private boolean isWhole(Path place) {
        if (!Files.isRegularFile(place.resolve(Entry.RESULT))) {
            return false;
        }
        if (compared.contains(place)) {
            return true;
        }
        boolean whole = Checksums.match(place);
        if (whole) {
            compared.add(place);
        }
        return whole;
    }

    private Path place(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a hexadecimal digest: " + key);
        }
        return folder.resolve(key.substring(0, PREFIX)).resolve(key.substring(PREFIX));
    }

    private static void requirePlainNames(Map<String, byte[]> files) {
        if (!files.containsKey(Entry.RESULT)) {
            throw new IllegalArgumentException("an entry needs a " + Entry.RESULT);
        }
        if (files.containsKey(Checksums.FILE)) {
            throw new IllegalArgumentException(Checksums.FILE + " is written by the store itself");
        }
        for (String name : files.keySet()) {
            if (!FILE_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a plain file name: " + name);
            }
        }
    }

    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
            for (Path leftover : leftovers) {
                if (lastModified(leftover).isBefore(limit)) {
                    delete(leftover);
                }
            }
        }
    }

    private static Instant lastModified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX; // moved into place by the build that wrote it
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestLast;
        try (Stream<Path> walk = Files.walk(tree)) {
            deepestLast = walk.toList();
        }
        for (int i = deepestLast.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(deepestLast.get(i));
        }
    }

    /**
     * A finished result: a folder with {@value #RESULT} and, where there is one, a picture.
     *
     * @param key digest of everything that decides it
     * @param folder where its files are
     */
    public record Entry(String key, Path folder) {

        /** The file that every entry has. */
        public static final String RESULT = "result.json";

        /** Results are numbers by the thousand: Java's own way to read and write them takes four times as long. */
        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();

        /** The place of one of its files, whether it is there or not. */
        public Path file(String name) {
            return folder.resolve(name);
        }

        /**
         * The content of one of its files.
         *
         * @throws IOException when it is not there or cannot be read
         */
        public byte[] bytes(String name) throws IOException {
            return Files.readAllBytes(file(name));
        }

        /**
         * The result as plain data.
         *
         * @param type record that was written
         * @throws IOException when it cannot be read or is no such record
         */
        public <T> T read(Class<T> type) throws IOException {
            return JSON.readValue(bytes(RESULT), type);
        }

        /**
         * A record as the bytes of {@value #RESULT}.
         *
         * @throws IOException when it is no plain data
         */
        public static byte[] json(Object result) throws IOException {
            return JSON.writeValueAsBytes(result);
        }
    }
}
