package io.github.featviz.maven;

import io.github.featviz.spec.SpecException;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Holds the spec against the network without making pictures, and tells all faults at once.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", requiresProject = false, threadSafe = true)
public final class CheckMojo extends FeatvizMojo {

    /** Made by Maven. */
    public CheckMojo() {}

    @Override
    void run() throws SpecException, IOException {
        int sections;
        try (Progress progress = progress()) {
            sections = build(Wishes.none(), progress).check();
        }
        getLog().info(spec() + " fits the network: " + Sentences.count(sections, "section") + ".");
    }
}
