package io.github.featviz.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** The networks that {@code src/test/networks/make.py} makes, and what PyTorch says about them. */
public final class SmallNetworks {

    private static final Path FOLDER = Path.of("src/test/networks");

    private SmallNetworks() {}

    /** A network's archive. */
    public static Path archive(String name) {
        return FOLDER.resolve(name + ".pt");
    }

    /** A network that takes its images as they are, tapped where PyTorch was asked. */
    public static Network open(String name) throws IOException {
        return Networks.open(
                archive(name), input(name), List.of(expected(name).get("layer").asText()));
    }

    /** Its input: images as they are. */
    public static InputFormat input(String name) {
        int channels = expected(name).get("channels").asInt();
        return new InputFormat(
                expected(name).get("size").asInt(),
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
    }

    /** What PyTorch said. */
    static JsonNode expected(String name) {
        try {
            return new ObjectMapper()
                    .readTree(FOLDER.resolve("expected.json").toFile())
                    .get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] floats(JsonNode numbers) {
        List<JsonNode> all = StreamSupport.stream(numbers.spliterator(), false).toList();
        float[] floats = new float[all.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) all.get(i).asDouble();
        }
        return floats;
    }

    /** The image that PyTorch was shown. */
    static float[] pattern(InputFormat input) {
        int size = input.size();
        float[] values = new float[input.channels() * size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (7 * (i / (size * size)) + 13 * (i / size % size) + 17 * (i % size)) % 256 / 255f;
        }
        return values;
    }
}
