package io.github.featviz.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished result: a folder with {@value #RESULT} and, where there is one, a picture.
 *
 * @param key digest of everything that decides it
 * @param folder where its files are
 */
public record Entry(String key, Path folder) {

    /** The file that every entry has. */
    public static final String RESULT = "result.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
