package io.github.featviz.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {

    private final AtomicInteger running = new AtomicInteger();

    @Test
    void a_failure_comes_back_only_when_nothing_is_being_worked_on() {
        List<Integer> things = IntStream.range(0, 200).boxed().toList();
        CountDownLatch begun = new CountDownLatch(1);

        assertThatThrownBy(() -> Parallel.forEach(things, thing -> {
                    running.incrementAndGet();
                    try {
                        if (thing == 0) {
                            await(begun);
                            throw new IOException("no");
                        }
                        begun.countDown();
                    } finally {
                        running.decrementAndGet();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no");
        assertThat(running).hasValue(0);
    }

    @Test
    void a_runtime_failure_comes_as_it_is() {
        assertThatThrownBy(() -> Parallel.forEach(List.of(1), thing -> {
                    throw new IllegalStateException("odd");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    /** On a machine with one thread nobody else begins. */
    private static void await(CountDownLatch begun) {
        try {
            assertThat(begun.await(1, TimeUnit.SECONDS)).isIn(true, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
