package io.github.featviz.maven;

import io.github.featviz.result.Layer;
import java.util.List;
import java.util.stream.Stream;

/** The layers as aligned lines. */
final class LayerTable {

    private LayerTable() {}

    static List<String> of(List<Layer> layers) {
        int name = width(layers.stream().map(Layer::name));
        int type = width(layers.stream().map(Layer::type));
        return layers.stream()
                .map(layer -> "%s  %s  %s%s"
                        .formatted(pad(layer.name(), name), pad(layer.type(), type), layer.shape(), filters(layer)))
                .toList();
    }

    private static String filters(Layer layer) {
        return layer.filters() == 0 ? "" : "  " + Sentences.count(layer.filters(), "filter");
    }

    private static int width(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
