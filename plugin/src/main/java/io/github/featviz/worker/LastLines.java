package io.github.featviz.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Drains a process's error stream and remembers its end. */
final class LastLines {

    private static final int KEPT = 12;
    private static final int LONGEST = 500;
    private static final long PATIENCE_MILLIS = 2000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread drain;

    private LastLines(BufferedReader errors) {
        drain = new Thread(() -> read(errors), "featviz-worker-errors");
        drain.setDaemon(true);
    }

    static LastLines of(BufferedReader errors) {
        LastLines last = new LastLines(errors);
        last.drain.start();
        return last;
    }

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    /** The last lines of a process that has ended; waits a moment for those still on their way. */
    List<String> whenEnded() throws InterruptedException {
        drain.join(PATIENCE_MILLIS);
        synchronized (this) {
            return List.copyOf(lines);
        }
    }

    private void read(BufferedReader errors) {
        try {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the rest of the worker's messages was lost: " + e.getMessage() + ")");
        }
    }
}
