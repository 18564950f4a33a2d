package io.github.featviz.build;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Short names of collections of photographs: of each path as many of its last parts as tell it from all others. */
final class CollectionNames {

    private CollectionNames() {}

    /** Names by place; with slashes on every system, as they are published. */
    static Map<Path, String> of(Collection<Path> places) {
        Map<Path, String> names = new LinkedHashMap<>();
        for (Path place : places) {
            names.put(place, name(place, places));
        }
        return names;
    }

    private static String name(Path place, Collection<Path> places) {
        int all = place.getNameCount();
        for (int parts = 1; parts <= all; parts++) {
            Path end = place.subpath(all - parts, all);
            boolean alone = places.stream().noneMatch(other -> !other.equals(place) && other.endsWith(end));
            if (alone || parts == all) {
                return StreamSupport.stream(end.spliterator(), false)
                        .map(Path::toString)
                        .collect(Collectors.joining("/"));
            }
        }
        return place.toString();
    }
}
