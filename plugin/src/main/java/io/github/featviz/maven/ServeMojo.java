package io.github.featviz.maven;

import io.github.featviz.build.GalleryBuild;
import io.github.featviz.preview.SiteServer;
import io.github.featviz.preview.Watch;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the gallery and shows it on this machine, pages first and pictures as they come; makes it again, and has the browser load it
 * again, when {@code featviz.yml}, what it names or the theme changes. Ends when it is interrupted.
 *
 * @since 0.1.0
 */
@Mojo(name = "serve", requiresProject = false, threadSafe = true)
public final class ServeMojo extends FeatvizMojo {

    /**
     * Port on the loopback interface; 0: any that is free.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.port", defaultValue = "8000")
    private int port;

    /**
     * How many seconds to go on for once the gallery is there, for scripts that look at it; 0: until it is interrupted.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.serveSeconds", defaultValue = "0")
    private int serveSeconds;

    /** Made by Maven. */
    public ServeMojo() {}

    @Override
    void run() throws SpecException, IOException {
        Path output = defaultOutput();
        try (SiteServer site = start(output)) {
            getLog().info("The gallery is at " + site.address() + " until you press Ctrl+C.");
            Watch watch = watch(output);
            generate(output, site);
            Instant end = serveSeconds == 0 ? Instant.MAX : Instant.now().plusSeconds(serveSeconds);
            while (Instant.now().isBefore(end)) {
                Thread.sleep(watch.rest().toMillis());
                if (watch.changed()) {
                    getLog().info("Something changed.");
                    watch = watch(output);
                    generate(output, site);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SiteServer start(Path output) throws IOException {
        try {
            return SiteServer.start(output, port);
        } catch (IOException e) {
            throw new IOException(
                    "Port " + port + " cannot be served on: " + e.getMessage()
                            + ". Expected one that is free; choose another with -Dfeatviz.port, 0 for any.",
                    e);
        }
    }

    /** A fault is told, and the gallery that was there stays: whoever edits makes faults on the way. */
    private void generate(Path output, SiteServer site) {
        try (Progress progress = progress()) {
            build(new Wishes(null, List.of(), null, null, output), progress).generateAsItComes(index -> site.reload());
        } catch (SpecException e) {
            getLog().error(Sentences.faults(e));
        } catch (IOException e) {
            getLog().error(Sentences.problem(e));
        }
    }

    /** What builds write is no reason to build again, though it may lie in a folder that the spec names. */
    private Watch watch(Path output) {
        Path cache = cache().toAbsolutePath().normalize();
        return new Watch(
                watched(),
                file -> GalleryBuild.isOutput(output, file)
                        || file.toAbsolutePath().normalize().startsWith(cache));
    }

    /** The spec, and the files that it and the parameters name: also those that are missing, for they may come. */
    private List<Path> watched() {
        List<Path> watched = new ArrayList<>(specPlaces());
        watched.addAll(named());
        Path file = spec();
        if (file != null) {
            try {
                watched.addAll(SpecReader.named(file));
            } catch (SpecException | IOException e) {
                // The build says what is wrong with it.
                getLog().debug(e);
            }
        }
        return watched;
    }
}
