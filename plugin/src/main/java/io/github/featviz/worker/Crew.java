package io.github.featviz.worker;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes that share the work on one network.
 *
 * <p>Several processes with a thread each beat one process with as many threads: the threads of an engine wait for each other after every
 * operation. Processes are started when there is work for them, and ended by {@link #close()} or with this JVM.
 */
public final class Crew implements AutoCloseable {

    private final List<WorkerProcess> members = new ArrayList<>();
    private final int processors;

    /**
     * Describes the crew; no process is started yet.
     *
     * @param command how to start a worker
     * @param network the network they work on
     * @param store folder of the store that results go to
     * @param size how many there may be at most, 1 or more
     * @param processors the machine's, for all of them together
     */
    public Crew(WorkerCommand command, NetworkFile network, Path store, int size, int processors) {
        for (int i = 0; i < size; i++) {
            members.add(new WorkerProcess(command, network, store));
        }
        this.processors = processors;
    }

    /**
     * Has units of work done, and returns when each is finished or failed.
     *
     * @param works units of work, each once
     * @param events told everything the workers say, one at a time
     * @throws WorkerCrashedException when a process ends before that; what was finished is in the store
     * @throws InterruptedIOException when this thread is interrupted
     * @throws IOException when a process cannot be started
     */
    public void run(List<Work> works, Consumer<? super Event> events) throws IOException {
        Shares shares = Shares.of(works, members.size());
        Outlook outlook = Outlook.of(works, shares.workers(), processors);
        if (shares.workers() == 1) {
            members.get(0).run(works, outlook, events);
        } else {
            runTogether(shares, outlook, oneAtATime(events));
        }
    }

    /** How many processes will share these units of work. */
    public int workers(List<Work> works) {
        return Shares.of(works, members.size()).workers();
    }

    /**
     * How long these units of work will take.
     *
     * @param works units of work
     * @param seconds what each takes a worker
     */
    public Duration forecast(List<Work> works, ToDoubleFunction<? super Work> seconds) {
        return Duration.ofMillis(
                Math.round(1000 * Shares.of(works, members.size()).seconds(seconds)));
    }

    private static Consumer<Event> oneAtATime(Consumer<? super Event> events) {
        Object turn = new Object();
        return event -> {
            synchronized (turn) {
                events.accept(event);
            }
        };
    }

    private void runTogether(Shares shares, Outlook outlook, Consumer<Event> events) throws IOException {
        Queue<List<Work>> open = new ConcurrentLinkedQueue<>(shares.all());
        ExecutorService desk = Executors.newFixedThreadPool(shares.workers());
        List<Future<?>> started = new ArrayList<>();
        for (WorkerProcess member : members.subList(0, shares.workers())) {
            started.add(desk.submit(() -> serve(member, open, outlook, events)));
        }
        desk.shutdown();
        await(started);
    }

    private static void serve(WorkerProcess member, Queue<List<Work>> open, Outlook outlook, Consumer<Event> events) {
        try {
            for (List<Work> share = open.poll(); share != null; share = open.poll()) {
                member.run(share, outlook, events);
            }
        } catch (IOException | RuntimeException e) {
            // The others finish what they have begun, so that nothing is lost, and take no more.
            open.clear();
            throw e instanceof IOException problem ? new UncheckedIOException(problem) : (RuntimeException) e;
        }
    }

    private void await(List<Future<?>> started) throws IOException {
        IOException problem = null;
        for (Future<?> one : started) {
            try {
                one.get();
            } catch (InterruptedException e) {
                close();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while workers were busy");
            } catch (ExecutionException e) {
                problem = problem == null ? problem(e.getCause()) : problem;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    private static IOException problem(@Nullable Throwable cause) {
        if (cause instanceof UncheckedIOException io) {
            return Objects.requireNonNull(io.getCause());
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        return new IOException(String.valueOf(cause), cause);
    }

    @Override
    public void close() {
        members.forEach(WorkerProcess::close);
    }
}
