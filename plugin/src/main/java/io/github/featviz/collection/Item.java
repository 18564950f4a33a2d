package io.github.featviz.collection;

/**
 * A photograph in a collection.
 *
 * @param name its path within the collection, with slashes
 * @param offset where its bytes begin in a TAR; 0 elsewhere
 * @param bytes how many it has
 */
public record Item(String name, long offset, long bytes) {}
