package io.github.featviz.spec;

import java.nio.file.Path;

/**
 * A place in a file that a user wrote.
 *
 * @param file the file
 * @param line line number, from 1
 * @param column column number, from 1
 * @param text the line as written, cut after 160 characters; empty where the place is further to the right
 */
public record Mark(Path file, int line, int column, String text) {

    /** The place as editors and terminals link it: {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
