package io.github.featviz.statedict;

/**
 * A stretch of a file.
 *
 * @param offset of its first byte, from the file's begin
 * @param length in bytes
 */
record Extent(long offset, long length) {

    /** Whether it lies in a file of so many bytes. */
    boolean isWithin(long size) {
        return offset >= 0 && length >= 0 && length <= size && offset <= size - length;
    }
}
