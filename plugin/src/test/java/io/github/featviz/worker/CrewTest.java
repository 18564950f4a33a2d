package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrewTest {

    private static final NetworkFile NETWORK =
            new NetworkFile(Path.of("net.pt"), "00ff", new InputFormat(32, List.of(0.5), List.of(0.5)));

    private final List<Event> events = new ArrayList<>();

    @TempDir
    Path folder;

    private Crew crew = crew(Path.of("unused"));

    @BeforeEach
    void describeCrew() {
        crew = crew(folder);
    }

    @AfterEach
    void endCrew() {
        crew.close();
    }

    @Test
    void several_processes_do_every_unit_once() throws IOException {
        List<Work> works = draws("conv", 40);

        crew.run(works, events::add);

        assertThat(events).filteredOn(Event.Ready.class::isInstance).hasSizeBetween(1, 3);
        assertThat(events)
                .filteredOn(Event.Finished.class::isInstance)
                .containsExactlyInAnyOrderElementsOf(works.stream()
                        .<Event>map(work -> new Event.Finished(WorkKey.of(NETWORK, work)))
                        .toList());
    }

    @Test
    void little_work_is_done_by_one_process() throws IOException {
        crew.run(draws("conv", 2), events::add);

        assertThat(events).filteredOn(Event.Ready.class::isInstance).hasSize(1);
    }

    @Test
    void a_process_that_ends_ends_the_run_with_its_reason_when_the_others_have_finished_what_they_began() {
        List<Work> works = new ArrayList<>(draws("conv", 40));
        works.add(2, new Work.Draw("exit-139", 0, RecipeSpec.Fourier.DEFAULT));

        assertThatThrownBy(() -> crew.run(works, events::add))
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("the engine crashed");
        long started = events.stream().filter(Event.Started.class::isInstance).count();
        long ended = events.stream().filter(Event.Finished.class::isInstance).count();
        assertThat(ended).isEqualTo(started - 1);
    }

    private static List<Work> draws(String layer, int count) {
        return IntStream.range(0, count)
                .<Work>mapToObj(filter -> new Work.Draw(layer, filter, RecipeSpec.Fourier.DEFAULT))
                .toList();
    }

    private static Crew crew(Path folder) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        WorkerCommand command = new WorkerCommand(
                FakeWorker.class.getName(), classPath, "64m", folder.resolve("engine"), List.of(), Latitude.NONE);
        return new Crew(command, NETWORK, folder.resolve("store"), 3, 4);
    }
}
