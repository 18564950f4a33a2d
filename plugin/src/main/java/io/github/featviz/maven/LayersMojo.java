package io.github.featviz.maven;

import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.SpecException;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lists the network's layers in call order: name, type, output shape at the input size, number of filters.
 *
 * @since 0.1.0
 */
@Mojo(name = "layers", requiresProject = false, threadSafe = true)
public final class LayersMojo extends FeatvizMojo {

    /** Made by Maven. */
    public LayersMojo() {}

    @Override
    void run() throws SpecException, IOException {
        NetworkDescription network;
        try (Progress progress = progress()) {
            network = build(Wishes.none(), progress).layers();
        }
        getLog().info("%s: %,d parameters, %s"
                .formatted(
                        network.name(),
                        network.parameters(),
                        Sentences.count(network.layers().size(), "layer")));
        LayerTable.of(network.layers()).forEach(getLog()::info);
    }
}
