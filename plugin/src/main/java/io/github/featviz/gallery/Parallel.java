package io.github.featviz.gallery;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Work on files that can be done in any order, several at a time. */
final class Parallel {

    private Parallel() {}

    /** What is done with each thing. */
    interface Work<T> {
        void on(T thing) throws IOException;
    }

    /**
     * Does the work on every thing, and comes back when none is being worked on any more: whoever cleans up after a failure must
     * not have files written behind his back.
     *
     * @throws IOException the failure of one of them; the others may have been done or not
     */
    static <T> void forEach(List<T> things, Work<T> work) throws IOException {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        things.parallelStream().filter(thing -> failures.isEmpty()).forEach(thing -> {
            try {
                work.on(thing);
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        });
        Exception failure = failures.peek();
        if (failure instanceof IOException problem) {
            throw problem;
        }
        if (failure instanceof RuntimeException problem) {
            throw problem;
        }
    }
}
