package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Layout;

/** Brings outputs to one form: channels on the second dimension, as {@link Layout} finds them. */
final class Features {

    private Features() {}

    /** [N, C], [N, C, H, W] or, of tokens, [N, C, T]. */
    static NDArray of(Network network, String layer, NDArray images) {
        NDArray output = network.activation(layer, images);
        return switch (output.getShape().dimension()) {
            case 3 -> output.transpose(0, 2, 1);
            case 4 -> isChannelsLast(network, layer, output.getShape()) ? output.transpose(0, 3, 1, 2) : output;
            default -> output;
        };
    }

    /** What the description says, so that it is the same at every size; most shapes tell without it, which spares a run. */
    private static boolean isChannelsLast(Network network, String layer, Shape shape) {
        boolean evidentlyMaps = shape.get(2) == shape.get(3) && shape.get(1) != shape.get(2);
        return !evidentlyMaps
                && network.describe().layer(layer).map(Layer::layout).orElse(Layout.MAPS) == Layout.MAPS_LAST;
    }
}
