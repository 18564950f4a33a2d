package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> logged = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private final SystemStreamLog log = new SystemStreamLog() {
        @Override
        public void info(CharSequence message) {
            logged.add(message.toString());
        }

        @Override
        public void warn(CharSequence message) {
            logged.add("warning: " + message);
        }
    };

    private final Progress.Line line = new Progress.Line() {
        @Override
        public void show(String text) {
            shown.add(text);
        }

        @Override
        public void clear() {
            shown.add("");
        }
    };

    @Test
    void countsTheUnitAndSaysHowLongTheRestTakes() {
        Progress progress = new Progress(log, () -> now, line);
        progress.stage(4, 0);
        progress.started("drawing a 1");
        pass(10);
        progress.finished("drawing a 1");
        progress.started("drawing a 2");
        pass(5);
        progress.progress("drawing a 2", 32, 64, 1);

        assertThat(shown)
                .containsExactly(
                        "1 of 4, drawing a 1",
                        "2 of 4, drawing a 1, 30 s left",
                        "2 of 4, drawing a 2, 30 s left",
                        "2 of 4, drawing a 2, 25 s left");
    }

    @Test
    void aFailureMakesWayForAWarning() {
        Progress progress = new Progress(log, () -> now, line);
        progress.stage(1, 0);
        progress.failed("drawing a 1", "it stayed grey");

        assertThat(logged).containsExactly("warning: drawing a 1 failed: it stayed grey");
        assertThat(shown.get(0)).isEmpty();
    }

    @Test
    void aLogGetsALineEveryFiveSeconds() {
        Progress.LogLine lines = new Progress.LogLine(log, () -> now);
        lines.show("first");
        pass(3);
        lines.show("too early");
        pass(2);
        lines.show("second");

        assertThat(logged).containsExactly("first", "second");
    }

    @Test
    void aTerminalsLineIsWrittenOverAndCleared() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = Progress.onTerminal(log, new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            progress.stage(1, 0);
            progress.started("a long title");
            progress.started("short");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r1 of 1, a long title" + "\r1 of 1, short       " + "\r             \r");
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
