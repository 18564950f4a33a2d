package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectNetworkTest {

    private static final InputFormat INPUT = new InputFormat(32, List.of(0.5), List.of(0.5));

    @TempDir
    private Path folder;

    private Path classes;
    private Path parameters;
    private ProjectNetwork network;

    @BeforeEach
    void compiledProject() throws IOException {
        classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("org/example"));
        Files.writeString(classes.resolve("org/example/Net.class"), "net");
        Files.writeString(classes.resolve("org/example/Part.class"), "part");
        parameters = Files.writeString(folder.resolve("net.params"), "weights");
        network = new ProjectNetwork("org.example.Net", List.of(classes, folder.resolve("not-there")));
    }

    @Test
    void finds_the_class_in_a_folder_or_a_jar() throws IOException {
        Path jar = folder.resolve("net.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("org/example/Other.class"));
        }
        List<Path> both = List.of(classes, jar);

        assertThat(network.home()).contains(classes);
        assertThat(new ProjectNetwork("org.example.Other", both).home()).contains(jar);
        assertThat(new ProjectNetwork("org.example.None", both).home()).isEmpty();
    }

    @Test
    void is_another_network_when_a_class_or_the_parameters_change() throws IOException {
        String before = digest();
        Files.writeString(classes.resolve("build.properties"), "the time of the build");
        assertThat(digest()).isEqualTo(before);

        Files.writeString(classes.resolve("org/example/Part.class"), "changed");
        String changedClass = digest();
        Files.writeString(parameters, "trained longer");

        assertThat(List.of(before, changedClass, digest())).doesNotHaveDuplicates();
    }

    @Test
    void is_the_same_network_wherever_the_project_lies() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("org/example"));
        for (String name : List.of("org/example/Net.class", "org/example/Part.class")) {
            Files.copy(classes.resolve(name), elsewhere.resolve(name));
        }
        ProjectNetwork moved =
                new ProjectNetwork("org.example.Net", List.of(elsewhere, folder.resolve("other/not-there")));

        assertThat(moved.file(elsewhere, parameters, INPUT).sha256()).isEqualTo(digest());
    }

    @Test
    void goes_by_its_parameters_or_else_by_the_place_of_its_class() throws IOException {
        NetworkFile file = network.file(classes, null, INPUT);

        assertThat(file.path()).isEqualTo(classes);
        assertThat(file.block()).isEqualTo(new NetworkFile.Block("org.example.Net", null));
        assertThat(network.file(classes, parameters, INPUT).path()).isEqualTo(parameters);
    }

    private String digest() throws IOException {
        return network.file(classes, parameters, INPUT).sha256();
    }
}
