package io.github.featviz.gallery;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network from pixels to classes as a row of bars: one a block, taller where there are more filters.
 *
 * @param width width of the drawing
 * @param bars the blocks in call order
 */
public record StripDrawing(int width, List<Bar> bars) {

    /** Height of the drawing. */
    static final int HEIGHT = 66;

    private static final int PITCH = 20;
    private static final double SHORTEST = 10;

    /**
     * A block.
     *
     * @param name its name
     * @param note name and number of filters
     * @param href page of its first layer in the gallery; null: none
     * @param x left edge
     * @param y upper edge
     * @param barWidth width
     * @param height height
     */
    public record Bar(String name, String note, @Nullable String href, int x, String y, int barWidth, String height) {}

    /** Draws a network. {@code shown}: the layers to mark and link. */
    static StripDrawing of(NetworkDescription network, Set<String> shown, Words words) {
        Map<String, List<Layer>> blocks = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            if (layer.filters() > 0) {
                blocks.computeIfAbsent(block(layer.name()), name -> new ArrayList<>())
                        .add(layer);
            }
        }
        double most = blocks.values().stream()
                .mapToDouble(StripDrawing::breadth)
                .max()
                .orElse(1);
        List<Bar> bars = new ArrayList<>();
        blocks.forEach((name, layers) -> bars.add(bar(name, layers, shown, bars.size(), most, words)));
        return new StripDrawing(Math.max(1, bars.size()) * PITCH, List.copyOf(bars));
    }

    /** The block of a layer: its first component, and the second where that is a number. */
    private static String block(String layer) {
        String[] parts = layer.split("\\.", 3);
        return parts.length > 1 && parts[1].matches("\\d+") ? parts[0] + "." + parts[1] : parts[0];
    }

    private static double breadth(List<Layer> layers) {
        return Math.log(1 + layers.get(layers.size() - 1).filters());
    }

    private static Bar bar(String name, List<Layer> layers, Set<String> shown, int place, double most, Words words) {
        double height = SHORTEST + (HEIGHT - SHORTEST) * Math.pow(breadth(layers) / most, 2);
        String href = layers.stream()
                .map(Layer::name)
                .filter(shown::contains)
                .findFirst()
                .map(Addresses::layer)
                .orElse(null);
        int filters = layers.get(layers.size() - 1).filters();
        return new Bar(
                name,
                words.count("strip.bar", filters, name, words.figures().count(filters)),
                href,
                place * PITCH,
                Figures.coordinate(HEIGHT - height),
                PITCH - 3,
                Figures.coordinate(height));
    }
}
