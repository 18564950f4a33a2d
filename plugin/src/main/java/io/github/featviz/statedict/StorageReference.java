package io.github.featviz.statedict;

/**
 * A block of elements that lies outside the pickle, or a view of a part of one.
 *
 * @param key the block's name in the file
 * @param type of its elements
 * @param blockElements number of elements of the whole block
 * @param begin first element of the view
 * @param elements number of elements of the view
 */
record StorageReference(String key, ElementType type, long blockElements, long begin, long elements) {

    /** Length of the whole block. */
    long blockBytes() {
        return blockElements * type.bytes();
    }
}
