package io.github.featviz.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the network whose output can be tapped.
 *
 * @param name module path with torchvision's node naming for repeated calls and plain operations, such as {@code layer1.0.relu_1}
 * @param type class of the module, or the name of the operation
 * @param module whether it is a module (not a plain operation)
 * @param shape output shape for one image at the input size, such as [1, C, H, W] or [1, T, C]; empty when its output is no tensor
 * @param parameters number of trained values in the module itself and below
 * @param multiplications how many products of weights and values it takes, itself and below, for one image at the input size; 0
 *     where it has no weights, or they are not known
 * @param field which part of the image its values depend on; null where that is not worked out
 */
public record Layer(
        String name,
        String type,
        boolean module,
        List<Long> shape,
        long parameters,
        long multiplications,
        @Nullable ReceptiveField field) {

    /** A layer of which no more is known. */
    public Layer(String name, String type, boolean module, List<Long> shape, long parameters) {
        this(name, type, module, shape, parameters, 0, null);
    }

    /** Where its output has the filters. */
    public Layout layout() {
        return Layout.of(type, shape);
    }

    /** Number of filters (feature maps): C of [1, C, H, W], [1, H, W, C], [1, T, C] or [1, C]; 0 where the output has no channels. */
    public int filters() {
        int axis = layout().axis();
        return axis < 0 ? 0 : Math.toIntExact(shape.get(axis));
    }

    /** Whether a filter's activations have places in the image: maps, or tokens that make a square grid. */
    public boolean hasMaps() {
        return switch (layout()) {
            case MAPS, MAPS_LAST -> true;
            case TOKENS -> Layout.gridEdge(Math.toIntExact(shape.get(1))) > 1;
            case NONE, VECTOR -> false;
        };
    }
}
