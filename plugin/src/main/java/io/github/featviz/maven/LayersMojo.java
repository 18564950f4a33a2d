package io.github.featviz.maven;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.SpecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lists the network's layers as a tree in call order: name, type, output at the input size, filters, parameters, receptive field and
 * stride in pixels, share of the network's multiplications.
 *
 * <p>The receptive field is the window of the image that a value can depend on; {@code all} means the whole image.
 *
 * @since 0.1.0
 */
@Mojo(name = "layers", requiresProject = false, threadSafe = true)
public final class LayersMojo extends FeatvizMojo {

    /**
     * Which layers to list: patterns of names, separated by commas, such as {@code layer3.**.conv*}. {@code *} stands for any text
     * without a dot, {@code **} for any text, {@code ?} for one character but a dot. Left out: all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.layers", defaultValue = "")
    private @Nullable String layers;

    /**
     * Gives the list as JSON: into the file named here, or, with {@code -Dfeatviz.json} alone, to the standard output, where
     * {@code mvn -q} leaves it by itself.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.json")
    private @Nullable String json;

    /** Made by Maven. */
    public LayersMojo() {}

    @Override
    void run() throws SpecException, IOException {
        NetworkDescription network;
        try (Progress progress = progress()) {
            network = build(Wishes.none(), progress).layers();
        }
        List<Layer> shown = new LayerFilter(layers == null ? "" : layers).of(network.layers());
        if (shown.isEmpty() && !network.layers().isEmpty()) {
            throw new SpecException(List.of(new Fault(
                    null,
                    "no layer of " + network.name() + " is called " + layers,
                    "a name or pattern such as layer3.**.conv*",
                    "list all of them without -Dfeatviz.layers")));
        }
        if (json == null) {
            getLog().info(String.format(
                    Locale.ROOT,
                    "%s: %,d parameters, %s",
                    network.name(),
                    network.parameters(),
                    Sentences.count(network.layers().size(), "layer")));
            LayerTable.of(network.layers(), shown).forEach(getLog()::info);
        } else {
            write(new NetworkDescription(network.name(), network.parameters(), shown), json);
        }
    }

    private void write(NetworkDescription network, String where) throws IOException {
        byte[] text = new ObjectMapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(network)
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        if (where.equals("true") || where.isEmpty()) {
            System.out.write(text);
            System.out.flush();
            return;
        }
        Path file = baseDirectory().resolve(where);
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, text);
        getLog().info("wrote " + Sentences.count(network.layers().size(), "layer") + " to " + file);
    }
}
