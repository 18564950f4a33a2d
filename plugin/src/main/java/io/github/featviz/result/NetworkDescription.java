package io.github.featviz.result;

import java.util.List;
import java.util.Optional;

/**
 * A network at a glance.
 *
 * @param name name of the root class or archive
 * @param parameters number of trained values
 * @param layers the layers in call order
 */
public record NetworkDescription(String name, long parameters, List<Layer> layers) {

    /** The layer of that name. */
    public Optional<Layer> layer(String layerName) {
        return layers.stream().filter(layer -> layer.name().equals(layerName)).findFirst();
    }
}
