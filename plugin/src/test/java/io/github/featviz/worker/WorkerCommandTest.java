package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

    private static final Path FEATVIZ = Path.of("featviz.jar");
    private static final Path AGENT = Path.of("byte-buddy-agent-1.jar");
    private static final Path PROJECT = Path.of("target", "classes");

    @Test
    void a_plain_worker_is_told_so() {
        WorkerCommand command = command(List.of());

        assertThat(command.process("store").command()).noneMatch(word -> word.contains("featviz.plain"));
        assertThat(command.plainly().process("store").command()).contains("-Dfeatviz.plain=true");
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
        return WorkerCommand.of(List.of(FEATVIZ, AGENT), "64m", Path.of("engine"), project);
    }
}
