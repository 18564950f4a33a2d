package io.github.featviz.maven;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user gave on the command line.
 *
 * @param properties by name
 * @param folder the project's
 */
record GivenParameters(Map<String, String> properties, Path folder) {

    private static final String PREFIX = "featviz.";

    /** Those that decide which gallery it is and where its results are, in the order in which pages repeat them. */
    private static final List<String> DECISIVE = List.of(
            "spec",
            "network",
            "networkSha256",
            "architecture",
            "size",
            "mean",
            "std",
            "classes",
            "title",
            "probes",
            "precision",
            "outputDirectory",
            "cache");

    private static final Set<String> PATHS = Set.of("spec", "network", "classes", "probes", "outputDirectory", "cache");

    /** What has to be given again to get the same gallery, by name. Paths are the shortest from the project's folder: pages show them. */
    Map<String, String> repeated() {
        Map<String, String> repeated = new LinkedHashMap<>();
        for (String name : DECISIVE) {
            String value = properties.get(PREFIX + name);
            if (value != null && !isElsewhere(name, value)) {
                repeated.put(PREFIX + name, PATHS.contains(name) ? shortened(value) : value);
            }
        }
        return Collections.unmodifiableMap(repeated);
    }

    /** A cache outside of the project is a matter of the machine, which pages should neither tell nor depend on. */
    private boolean isElsewhere(String name, String value) {
        return name.equals("cache") && fromHere(Path.of(value)).startsWith("..");
    }

    private String shortened(String paths) {
        return Stream.of(paths.split(","))
                .map(path -> NetworkParameters.isAddress(path) ? path : fromHere(Path.of(path)))
                .collect(Collectors.joining(","));
    }

    private String fromHere(Path path) {
        Path here = folder.toAbsolutePath();
        boolean reachable = path.isAbsolute() && Objects.equals(path.getRoot(), here.getRoot());
        return (reachable ? here.relativize(path) : path).toString();
    }
}
