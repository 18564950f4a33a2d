package io.github.featviz.selfcheck;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads {@code extra/featviz.json} out of a TorchScript archive, as {@code torch.jit.save(…, _extra_files=…)} puts it there. */
public final class SelfDescriptionReader {

    private static final String ENTRY = "extra/featviz.json";
    private static final int MOST_BYTES = 4 << 20;
    private static final int DEEPEST = 16;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SelfDescriptionReader() {}

    /**
     * What the archive says about itself.
     *
     * @return nothing when it says nothing, or is no zip archive
     * @throws SelfDescriptionException when what it says cannot be understood
     * @throws IOException when the file cannot be read
     */
    public static Optional<SelfDescription> read(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Optional<? extends ZipEntry> entry = zip.stream()
                    .filter(candidate -> isOurs(candidate.getName()))
                    .findFirst();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            String place = archive.getFileName() + "!" + entry.get().getName();
            try (InputStream in = zip.getInputStream(entry.get())) {
                return Optional.of(new SelfDescriptionFields(place).description(parsed(place, in)));
            }
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    /** All entries of an archive lie in one folder, whose name is free. */
    private static boolean isOurs(String name) {
        return name.substring(name.indexOf('/') + 1).equals(ENTRY);
    }

    private static JsonNode parsed(String place, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new SelfDescriptionException(
                    place + " is larger than " + (MOST_BYTES >> 20) + " MiB", "names and a few numbers a layer");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            throw new SelfDescriptionException(
                    "%s:%s:%s: this is no JSON: %s"
                            .formatted(place, where.getLineNr(), where.getColumnNr(), e.getOriginalMessage()),
                    "a JSON object, as json.dumps writes it");
        }
    }
}
