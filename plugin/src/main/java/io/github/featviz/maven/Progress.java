package io.github.featviz.maven;

import io.github.featviz.build.BuildListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/** Shows how a build goes: counts, the current unit, the time left. */
final class Progress implements BuildListener, AutoCloseable {

    private final Log log;
    private final InstantSource clock;
    private final Line line;
    private int works;
    private int done;
    private final Map<String, Double> shares = new HashMap<>();
    private String title = "";
    private Instant begin;

    Progress(Log log, InstantSource clock, Line line) {
        this.log = log;
        this.clock = clock;
        this.line = line;
        this.begin = clock.instant();
    }

    /** One line that is written over. */
    static Progress onTerminal(Log log, PrintStream terminal) {
        return new Progress(log, InstantSource.system(), new TerminalLine(terminal));
    }

    /** A line of the log every few seconds. */
    static Progress inLog(Log log) {
        return new Progress(log, InstantSource.system(), new LogLine(log, InstantSource.system()));
    }

    /** Where the state is shown. */
    interface Line {

        /** Shows the present state. */
        void show(String text);

        /** Makes way for a line of the log. */
        void clear();
    }

    @Override
    public void note(String message) {
        line.clear();
        log.info(message);
    }

    @Override
    public void warning(String message) {
        line.clear();
        log.warn(message);
    }

    @Override
    public void forecast(int pictures, Duration duration) {
        line.clear();
        log.info(Sentences.count(pictures, "picture") + " to draw, about " + Sentences.duration(duration) + ".");
    }

    @Override
    public void stage(int count, int reused) {
        works = count;
        done = 0;
        shares.clear();
        begin = clock.instant();
    }

    @Override
    public void started(String unit) {
        title = unit;
        show();
    }

    @Override
    public void progress(String unit, int step, int steps, int units) {
        title = unit;
        shares.put(unit, steps == 0 ? 0 : units * Math.min(1, (double) step / steps));
        show();
    }

    @Override
    public void finished(String unit) {
        oneMore(unit);
    }

    @Override
    public void failed(String unit, String reason) {
        line.clear();
        log.warn(unit + " failed: " + reason);
        oneMore(unit);
    }

    @Override
    public void close() {
        line.clear();
    }

    private void oneMore(String unit) {
        done++;
        shares.remove(unit);
        title = unit;
        show();
    }

    private void show() {
        line.show("%s of %s, %s%s".formatted(Math.min(done + 1, works), works, title, timeLeft()));
    }

    /** Supposes that the units to come take as long as those that were done. */
    private String timeLeft() {
        double passed = Duration.between(begin, clock.instant()).toMillis();
        double units =
                done + shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (units < 0.1 || units >= works || passed < 1000) {
            return "";
        }
        return ", " + Sentences.duration(Duration.ofMillis(Math.round(passed / units * (works - units)))) + " left";
    }

    /** Writes over itself by a carriage return, which every terminal knows. */
    private static final class TerminalLine implements Line {

        private static final int WIDTH = 79;

        private final PrintStream out;
        private int shown;

        TerminalLine(PrintStream out) {
            this.out = out;
        }

        @Override
        public void show(String text) {
            String fitting = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
            out.print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
            out.flush();
            shown = fitting.length();
        }

        @Override
        public void clear() {
            if (shown > 0) {
                out.print("\r" + " ".repeat(shown) + "\r");
                out.flush();
                shown = 0;
            }
        }
    }

    /** Says no more than a reader of a log wants to read. */
    static final class LogLine implements Line {

        private static final Duration PAUSE = Duration.ofSeconds(5);

        private final Log log;
        private final InstantSource clock;
        private Instant next;

        LogLine(Log log, InstantSource clock) {
            this.log = log;
            this.clock = clock;
            this.next = clock.instant();
        }

        @Override
        public void show(String text) {
            Instant now = clock.instant();
            if (!now.isBefore(next)) {
                log.info(text);
                next = now.plus(PAUSE);
            }
        }

        @Override
        public void clear() {
            // Lines of a log stay.
        }
    }
}
