package io.github.featviz.source;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DJL's model zoo says of a network in its {@code metadata.json}, as far as it matters here.
 *
 * @param artifacts variants of the network
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ZooMetadata(@Nullable List<Artifact> artifacts) {

    /**
     * A variant.
     *
     * @param version such as {@code 0.0.1}
     * @param name such as {@code traced_resnet18}
     * @param properties such as {@code layers: 18}
     * @param files by role
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Artifact(
            @Nullable String version,
            @Nullable String name,
            @Nullable Map<String, String> properties,
            @Nullable Map<String, Item> files) {

        String label() {
            return version + "/" + name;
        }
    }

    /**
     * A file of a variant.
     *
     * @param uri absolute, or relative to the folder of {@code metadata.json}
     * @param sha1Hash digest
     * @param size bytes; 0: not said
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(@Nullable String uri, @Nullable String sha1Hash, long size) {}
}
