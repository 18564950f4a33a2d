package io.github.featviz.maven;

import io.github.featviz.build.BuildSummary;
import io.github.featviz.spec.Budgets;
import io.github.featviz.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gallery: measures the photographs, makes the pictures that are missing and publishes the pages. Bound to no phase;
 * {@code site} is a good one. Without a spec it makes the gallery that {@code featviz:init} would describe, also where there is no
 * pom: {@code mvn io.github.featviz:featviz-maven-plugin:generate -Dfeatviz.network=my.pt}.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", requiresProject = false, threadSafe = true)
public final class GenerateMojo extends FeatvizMojo {

    /**
     * Folder the gallery is published to, such as {@code target/site/features}. The gallery there is replaced as a whole; files of yours
     * among its own stay. Left out: {@code featviz} in the build folder or, without a project, {@code featviz-gallery} in the current
     * folder.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.outputDirectory")
    private @Nullable File outputDirectory;

    /**
     * Title of the gallery, such as {@code What our network looks for}. Takes precedence over the spec's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.title")
    private @Nullable String title;

    /**
     * Photographs to use where there is no spec, such as {@code cat.jpg,dog.jpg}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.probes")
    private @Nullable List<File> probes;

    /**
     * A filter whose pictures are made again though there are finished ones, such as {@code features.40:12}. The page of each filter
     * has the command.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.redo")
    private @Nullable String redo;

    /**
     * Time that the pictures may take, such as {@code 10m}, whatever the spec says: all are made roughly, then as many as possible well. The
     * next build goes on from there.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.budget")
    private @Nullable String budget;

    /** Made by Maven. */
    public GenerateMojo() {}

    @Override
    void run() throws SpecException, IOException {
        Instant begin = Instant.now();
        Wishes wishes = new Wishes(
                title,
                paths(probes),
                redo,
                budget(),
                outputDirectory == null ? defaultOutput() : outputDirectory.toPath());
        BuildSummary summary;
        try (Progress progress = progress()) {
            summary = build(wishes, progress).generate();
        }
        report(summary, Duration.between(begin, Instant.now()));
    }

    private @Nullable Duration budget() throws IOException {
        if (budget == null) {
            return null;
        }
        return Budgets.read(budget)
                .orElseThrow(() ->
                        new IOException("featviz.budget is \"%s\". Expected %s.".formatted(budget, Budgets.EXPECTED)));
    }

    private void report(BuildSummary summary, Duration time) {
        getLog().info("Gallery: " + summary.index().toUri());
        getLog().info("%s; %s done, %s reused, %s failed, in %s."
                .formatted(
                        Sentences.count(summary.pictures(), "picture"),
                        Sentences.count(summary.made(), "unit"),
                        summary.reused(),
                        summary.failures().size(),
                        Sentences.duration(time)));
        if (summary.rough() > 0) {
            getLog().info("%s of them rough, since the time was up; the next build goes on."
                    .formatted(summary.rough()));
        }
        // Each was told with its reason when it failed.
        if (!summary.failures().isEmpty()) {
            getLog().warn(Sentences.count(summary.failures().size(), "unit")
                    + " could not be made; the gallery says why, and the next run tries again.");
        }
    }
}
