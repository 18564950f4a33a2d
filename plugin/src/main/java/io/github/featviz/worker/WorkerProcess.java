package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as its parent sees it: started with the first batch, ended by {@link #close()} or with this JVM.
 *
 * <p>One thread at a time.
 */
final class WorkerProcess implements AutoCloseable {

    private final WorkerCommand command;
    private final NetworkFile network;
    private final Path store;
    private @Nullable Running running;

    /**
     * Describes a worker; no process is started yet.
     *
     * @param command how to start it
     * @param network the network it works on
     * @param store folder of the store its results go to
     */
    WorkerProcess(WorkerCommand command, NetworkFile network, Path store) {
        this.command = command;
        this.network = network;
        this.store = store.toAbsolutePath();
    }

    /**
     * Has units of work done, in order, and returns when each is finished or failed.
     *
     * @param works units of work, each once
     * @param outlook the whole that they are a part of
     * @param events told everything the worker says, on this thread
     * @throws WorkerCrashedException when the process ends before that; what it had finished is in the store
     * @throws InterruptedIOException when this thread is interrupted
     * @throws IOException when the process cannot be started
     */
    void run(List<Work> works, Outlook outlook, Consumer<? super Event> events) throws IOException {
        Map<String, Work> open = new LinkedHashMap<>();
        works.forEach(work -> open.put(WorkKey.of(network, work), work));
        if (open.isEmpty()) {
            return;
        }
        if (running == null) {
            running = Running.start(command, store);
            running.send(network);
        }
        running.serve(new Batch(List.copyOf(open.values()), outlook), open, events);
    }

    @Override
    public void close() {
        if (running != null) {
            running.end();
            running = null;
        }
    }

    /** A started process. */
    private static final class Running {

        private final Process process;
        private final BufferedReader out;
        private final LastLines lastLines;
        private final Thread killer;
        private String doing = "starting";

        private Running(Process process) {
            this.process = process;
            this.out = process.inputReader(UTF_8);
            this.lastLines = LastLines.of(process.errorReader(UTF_8));
            // Ctrl-C must leave nothing running behind Maven's back.
            this.killer = new Thread(process::destroyForcibly, "featviz-worker-killer");
        }

        static Running start(WorkerCommand command, Path store) throws IOException {
            Files.createDirectories(command.engineFolder());
            Running started = new Running(command.process(store.toString()).start());
            Runtime.getRuntime().addShutdownHook(started.killer);
            return started;
        }

        void serve(Batch batch, Map<String, Work> open, Consumer<? super Event> events) throws IOException {
            send(batch);
            while (!open.isEmpty()) {
                String line = nextLine();
                if (line == null) {
                    throw crashed();
                }
                Optional<Event> said = Wire.event(line);
                if (said.isEmpty()) {
                    lastLines.add(line);
                    continue;
                }
                note(said.get(), open);
                events.accept(said.get());
            }
            doing = "waiting for work";
        }

        private void note(Event event, Map<String, Work> open) {
            if (event instanceof Event.Started started) {
                doing = started.title();
            } else if (event instanceof Event.Finished finished) {
                open.remove(finished.key());
            } else if (event instanceof Event.Failed failed) {
                open.remove(failed.key());
            }
        }

        private void send(Object message) throws IOException {
            OutputStream in = process.getOutputStream();
            try {
                in.write((Wire.write(message) + "\n").getBytes(UTF_8));
                in.flush();
            } catch (IOException e) {
                throw crashed();
            }
        }

        private @Nullable String nextLine() throws IOException {
            try {
                return out.readLine();
            } catch (IOException e) {
                if (process.isAlive()) {
                    throw e;
                }
                return null; // the pipe broke with the process
            }
        }

        private WorkerCrashedException crashed() throws InterruptedIOException {
            try {
                int code = process.waitFor();
                return new WorkerCrashedException(new Obituary(doing, code, lastLines.whenEnded()).text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the worker was " + doing);
            }
        }

        void end() {
            process.destroyForcibly();
            try {
                Runtime.getRuntime().removeShutdownHook(killer);
            } catch (IllegalStateException e) {
                return; // this JVM is shutting down, and the hook runs or has run
            }
        }
    }
}
