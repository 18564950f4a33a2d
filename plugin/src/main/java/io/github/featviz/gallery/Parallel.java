package io.github.featviz.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Work on files that can be done in any order, several at a time. */
final class Parallel {

    private Parallel() {}

    /** What is done with each thing. */
    interface Work<T> {
        void on(T thing) throws IOException;
    }

    /**
     * Does the work on every thing.
     *
     * @throws IOException the failure of one of them; the others may have been done or not
     */
    static <T> void forEach(List<T> things, Work<T> work) throws IOException {
        try {
            things.parallelStream().forEach(thing -> {
                try {
                    work.on(thing);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
