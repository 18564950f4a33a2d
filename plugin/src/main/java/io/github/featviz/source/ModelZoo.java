package io.github.featviz.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DJL's model zoo: {@code model/APPLICATION/GROUP/ARTIFACT/metadata.json} lists the variants of a network and their files, as DJL
 * 0.36 reads it. An address does not say the application, so each that works on images is tried.
 */
final class ModelZoo {

    private static final List<String> APPLICATIONS = List.of(
            "cv/image_classification",
            "cv/object_detection",
            "cv/semantic_segmentation",
            "cv/instance_segmentation",
            "cv/pose_estimation",
            "cv/image_enhancement",
            "cv/word_recognition");

    private static final int MOST_METADATA = 4 << 20;
    private static final int MOST_NAMED = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Web web;
    private final Access access;
    private final NetworkCache cache;

    ModelZoo(Web web, Access access, NetworkCache cache) {
        this.web = web;
        this.access = access;
        this.cache = cache;
    }

    /** The file that an address such as {@code djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18} stands for. */
    WebFile find(URI address) throws IOException {
        Wanted wanted = Wanted.of(address);
        @Nullable SourceException last = null;
        for (String application : APPLICATIONS) {
            URI folder = access.modelZoo()
                    .resolve("model/" + application + "/" + wanted.group().replace('.', '/') + "/" + wanted.artifact()
                            + "/");
            try {
                return choose(wanted, folder, metadata(folder.resolve("metadata.json")));
            } catch (MissingFileException e) {
                last = e;
            }
        }
        throw new SourceException(
                address + " is not in the model zoo " + access.modelZoo(),
                "a network of " + wanted.group() + " that works on images, such as djl://ai.djl.pytorch/resnet",
                "correct group and artifact, or download the file and name it under 'file'",
                last);
    }

    /** Asks the zoo once: an earlier answer is kept and used again, offline too. */
    private ZooMetadata metadata(URI address) throws IOException {
        Path file = cache.get("zoo-" + Digest.ofText(address.toString()), path -> true, part -> {
            if (access.offline()) {
                throw new SourceException(
                        "Maven is offline (-o), and what the model zoo says is not in the cache",
                        "the answer to " + address + " in " + cache.folder(),
                        "run once without -o");
            }
            Files.write(part, new Attempts(access).run(address.toString(), () -> small(address)));
        });
        try {
            return JSON.readValue(file.toFile(), ZooMetadata.class);
        } catch (JsonProcessingException e) {
            Files.deleteIfExists(file);
            throw new SourceException(
                    address + " is no list of networks", "JSON as DJL writes it", "check -Dfeatviz.modelZoo", e);
        }
    }

    private byte[] small(URI address) throws IOException {
        try (InputStream body = web.get(address, Map.of()).body();
                Watch watch = new Watch(body, access.timeout())) {
            byte[] bytes = body.readNBytes(MOST_METADATA + 1);
            watch.requireAlive();
            if (bytes.length > MOST_METADATA) {
                throw new SourceException(
                        address + " is too large", "at most " + MOST_METADATA + " bytes", "check -Dfeatviz.modelZoo");
            }
            return bytes;
        }
    }

    private static WebFile choose(Wanted wanted, URI folder, ZooMetadata metadata) throws SourceException {
        List<ZooMetadata.Artifact> all = metadata.artifacts() == null ? List.of() : metadata.artifacts();
        ZooMetadata.Artifact artifact = all.stream()
                .filter(wanted::fits)
                .max(Comparator.comparing(ModelZoo::version, Arrays::compare))
                .orElseThrow(() -> new SourceException(
                        "The model zoo has no " + wanted.address(),
                        "one of "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .limit(MOST_NAMED)
                                                .map(ZooMetadata.Artifact::label)
                                                .toList()),
                        "end the address in one of these"));
        Map<String, ZooMetadata.Item> files = artifact.files() == null ? Map.of() : artifact.files();
        ZooMetadata.Item item = files.values().stream()
                .filter(ModelZoo::mayBeTorchScript)
                .min(Comparator.comparing(file -> String.valueOf(file.uri()).contains(".pt") ? 0 : 1))
                .orElseThrow(() -> new SourceException(
                        wanted.address() + " has no TorchScript file, only " + files.keySet(),
                        "a .pt file, plain or in a zip or gz",
                        "choose a network of ai.djl.pytorch"));
        return file(wanted, folder, item);
    }

    private static WebFile file(Wanted wanted, URI folder, ZooMetadata.Item item) throws SourceException {
        String sha1 = String.valueOf(item.sha1Hash()).toLowerCase(Locale.ROOT);
        try {
            URI address = folder.resolve(String.valueOf(item.uri()));
            if (sha1.matches("[0-9a-f]{40}")
                    && String.valueOf(address.getScheme()).matches("https?")) {
                return new WebFile(address, Digest.sha1(sha1), item.size() > 0 ? item.size() : -1);
            }
        } catch (IllegalArgumentException e) {
            // No address: reported below.
        }
        throw new SourceException(
                "The model zoo does not say where " + wanted.address() + " is, or what its digest is",
                "an address and 40 hexadecimal digits of SHA-1",
                "download the file yourself and name it under 'file'");
    }

    private static boolean mayBeTorchScript(ZooMetadata.Item item) {
        String path = String.valueOf(item.uri()).toLowerCase(Locale.ROOT);
        return path.matches(".*\\.(pt|pt\\.gz|pt\\.zip|zip)");
    }

    private static int[] version(ZooMetadata.Artifact artifact) {
        return Stream.of(String.valueOf(artifact.version()).split("\\D+", -1))
                .filter(part -> !part.isEmpty() && part.length() < 9)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /**
     * What an address asks for.
     *
     * @param version null: the highest
     * @param name null: the first
     * @param properties that the variant must have, from the address's query
     */
    private record Wanted(
            URI address,
            String group,
            String artifact,
            @Nullable String version,
            @Nullable String name,
            List<String> properties) {

        static Wanted of(URI address) {
            String[] path = address.getPath().split("/", -1);
            List<String> properties = Optional.ofNullable(address.getQuery())
                    .map(query -> List.of(query.split("&", -1)))
                    .orElse(List.of());
            return new Wanted(
                    address,
                    address.getAuthority(),
                    path[1],
                    path.length > 2 ? path[2] : null,
                    path.length > 3 ? path[3] : null,
                    properties);
        }

        boolean fits(ZooMetadata.Artifact candidate) {
            Map<String, String> has = candidate.properties() == null ? Map.of() : candidate.properties();
            return (version == null || version.equals(candidate.version()))
                    && (name == null || name.equals(candidate.name()))
                    && has.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList()
                            .containsAll(properties);
        }
    }
}
