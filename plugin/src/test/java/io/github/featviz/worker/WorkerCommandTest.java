package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.spec.Latitude;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

    private static final Path FEATVIZ = Path.of("featviz.jar");
    private static final Path AGENT = Path.of("byte-buddy-agent-1.jar");
    private static final Latitude LATITUDE = new Latitude("fp32", null, 4);
    private static final Path PROJECT = Path.of("target", "classes");

    @Test
    void the_worker_is_told_what_is_left_open_of_the_way_to_draw() {
        assertThat(command(List.of()).process("store").command()).contains("-Dfeatviz.latitude=fp32,any,4");
        assertThat(Latitude.of("fp32,any,4")).isEqualTo(LATITUDE);
    }

    @Test
    void puts_the_project_behind_featviz_and_loads_the_agent_for_it() {
        ProcessBuilder process = command(List.of(PROJECT)).process("network");

        assertThat(process.environment())
                .containsEntry(
                        "CLASSPATH",
                        String.join(File.pathSeparator, FEATVIZ.toString(), AGENT.toString(), PROJECT.toString()));
        assertThat(process.command()).contains("-javaagent:" + AGENT).endsWith("network");
    }

    @Test
    void needs_no_agent_for_a_network_without_classes() {
        assertThat(command(List.of()).process().command()).noneMatch(argument -> argument.startsWith("-javaagent"));
    }

    private static WorkerCommand command(List<Path> project) {
        return WorkerCommand.of(List.of(FEATVIZ, AGENT), "64m", Path.of("engine"), project, LATITUDE);
    }
}
