package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.RecipeSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerProcessTest {

    private static final NetworkFile NETWORK =
            new NetworkFile(Path.of("net.pt"), "00ff", new InputFormat(32, List.of(0.5), List.of(0.5)));

    private static final Outlook OUTLOOK = new Outlook(List.of(), 0, 1);

    private final List<Event> events = new ArrayList<>();

    @TempDir
    Path folder;

    private WorkerProcess worker = fake(Path.of("unused"));

    @BeforeEach
    void describeWorker() {
        worker = fake(folder);
    }

    @AfterEach
    void endWorker() {
        worker.close();
    }

    @Test
    void everyUnitOfABatchIsFinishedOrFailedWhenTheRunReturns() throws IOException {
        worker.run(List.of(draw("conv"), draw("grey"), draw("noisy")), OUTLOOK, events::add);

        assertThat(events)
                .containsExactly(
                        new Event.Ready(),
                        started("conv"),
                        new Event.Finished(key("conv")),
                        started("grey"),
                        new Event.Failed(key("grey"), "it stayed grey"),
                        started("noisy"),
                        new Event.Finished(key("noisy")));
    }

    @Test
    void oneProcessServesAllBatches() throws IOException {
        worker.run(List.of(draw("a")), OUTLOOK, events::add);
        worker.run(List.of(draw("b")), OUTLOOK, events::add);

        assertThat(events).filteredOn(Event.Ready.class::isInstance).hasSize(1);
        assertThat(events).contains(new Event.Finished(key("a")), new Event.Finished(key("b")));
    }

    @Test
    void nothingToDoStartsNoProcess() throws IOException {
        worker.run(List.of(), OUTLOOK, events::add);

        assertThat(folder.resolve("engine")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "137 | killed, probably because the machine ran out of memory",
                "134 | the engine aborted",
                "139 | the engine crashed",
                "143 | signal 15 ended it",
                "3 | Java heap was too small",
                "70 | it gave up"
            })
    void aProcessThatEndsSaysWhatItWasDoingAndHowItEnded(int code, String cause) {
        assertThatThrownBy(() ->
                        worker.run(List.of(draw("conv"), draw("exit-" + code), draw("later")), OUTLOOK, events::add))
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("drawing exit-" + code + " 7")
                .hasMessageContaining(cause)
                .hasMessageContaining("exit code " + code)
                .hasMessageContaining("last words of the engine")
                .hasMessageContaining("mend: ");
        assertThat(events).contains(new Event.Finished(key("conv")));
    }

    @Test
    void aProcessThatCannotStartSaysWhy() {
        WorkerProcess broken = new WorkerProcess(
                new WorkerCommand("no.such.Main", classPath(), "64m", folder.resolve("engine")), NETWORK, folder);

        assertThatThrownBy(() -> broken.run(List.of(draw("conv")), OUTLOOK, events::add))
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("starting")
                .hasMessageContaining("no.such.Main");
        broken.close();
    }

    @Test
    void aClosedWorkerLeavesNoProcessBehind() throws Exception {
        worker.run(List.of(draw("a")), OUTLOOK, events::add);
        List<ProcessHandle> children = ProcessHandle.current().children().toList();

        worker.close();

        for (ProcessHandle child : children) {
            child.onExit().get();
        }
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    private static WorkerProcess fake(Path folder) {
        return new WorkerProcess(
                new WorkerCommand(FakeWorker.class.getName(), classPath(), "64m", folder.resolve("engine")),
                NETWORK,
                folder.resolve("store"));
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private static Event started(String layer) {
        return new Event.Started(key(layer), draw(layer).title());
    }

    private static Work draw(String layer) {
        return new Work.Draw(layer, 7, RecipeSpec.Fourier.DEFAULT);
    }

    private static String key(String layer) {
        return WorkKey.of(NETWORK, draw(layer));
    }
}
