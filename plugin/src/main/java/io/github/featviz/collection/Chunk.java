package io.github.featviz.collection;

import java.nio.file.Path;
import java.util.List;

/**
 * Some photographs of a collection that are surveyed together.
 *
 * @param place the folder, zip or TAR
 * @param items the photographs, by name
 * @param sha256 digest of their bytes in this order, hexadecimal; names and place have no part in it
 */
public record Chunk(Path place, List<Item> items, String sha256) {

    /** Keeps a copy of the list. */
    public Chunk {
        items = List.copyOf(items);
    }
}
