package io.github.featviz.store;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Work on files that can be done in any order, several at a time. */
public final class Parallel {

    private Parallel() {}

    /** What is done with each thing. */
    public interface Work<T> {
        void on(T thing) throws IOException;
    }

    /** What is made of each thing. */
    public interface Making<T, R> {
        R of(T thing) throws IOException;
    }

    /**
     * Does the work on every thing, and comes back when none is being worked on any more: whoever cleans up after a failure must
     * not have files written behind his back.
     *
     * @throws IOException the failure of one of them; the others may have been done or not
     */
    public static <T> void forEach(Collection<T> things, Work<T> work) throws IOException {
        map(things, thing -> {
            work.on(thing);
            return thing;
        });
    }

    /**
     * Makes something of every thing, and comes back when none is being worked on any more.
     *
     * @return what was made, in the things' order
     * @throws IOException the failure of one of them
     */
    public static <T, R> List<R> map(Collection<T> things, Making<T, R> making) throws IOException {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        List<Optional<R>> made = things.parallelStream()
                .map(thing -> failures.isEmpty() ? attempt(thing, making, failures) : Optional.<R>empty())
                .toList();
        Exception failure = failures.peek();
        if (failure instanceof IOException problem) {
            throw problem;
        }
        if (failure instanceof RuntimeException problem) {
            throw problem;
        }
        return made.stream().flatMap(Optional::stream).toList();
    }

    private static <T, R> Optional<R> attempt(T thing, Making<T, R> making, Queue<Exception> failures) {
        try {
            return Optional.of(making.of(thing));
        } catch (IOException | RuntimeException e) {
            failures.add(e);
            return Optional.empty();
        }
    }
}
