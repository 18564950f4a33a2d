package io.github.featviz.maven;

import io.github.featviz.spec.Fault;
import io.github.featviz.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a commented starter {@code featviz.yml} for the network: layers spread over its depth, the filters that respond most
 * selectively to the photographs given or to made reference images. Never writes over a file.
 *
 * @since 0.1.0
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends FeatvizMojo {

    /**
     * Photographs to find filters with, such as {@code cat.jpg,dog.jpg}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.probes")
    private @Nullable List<File> probes;

    /** Made by Maven. */
    public InitMojo() {}

    @Override
    void run() throws SpecException, IOException {
        Path file = newSpec().toAbsolutePath();
        if (Files.exists(file)) {
            throw alreadyThere(file);
        }
        Path folder = Objects.requireNonNull(file.getParent());
        String yaml;
        try (Progress progress = progress()) {
            yaml = build(new Wishes(null, paths(probes), null, null, Path.of("")), progress)
                    .starter(folder);
        }
        Files.createDirectories(folder);
        try {
            Files.writeString(file, yaml, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        }
        getLog().info("Wrote " + file + ". Look through it, then run: mvn featviz:generate");
    }

    private static SpecException alreadyThere(Path file) {
        return new SpecException(List.of(new Fault(
                null,
                file + " is there already",
                "a place for a new file",
                "move it away, or name another with -Dfeatviz.spec=other.yml")));
    }
}
