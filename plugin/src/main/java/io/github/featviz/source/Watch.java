package io.github.featviz.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which nothing has come for too long: Java's HTTP client waits for a body without end. */
final class Watch implements AutoCloseable {

    private final InputStream stream;
    private final Duration patience;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "featviz-download-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    Watch(InputStream stream, Duration patience) {
        this.stream = stream;
        this.patience = patience;
        long period = Math.max(10, patience.toMillis() / 4);
        var unused = clock.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void alive() {
        last = System.nanoTime();
    }

    /** @throws IOException when the stream ended because it was given up */
    void requireAlive() throws IOException {
        if (stalled) {
            throw new IOException("the server sent nothing for " + patience.toMillis() + " ms");
        }
    }

    private void look() {
        if (System.nanoTime() - last > patience.toNanos()) {
            stalled = true;
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
