package io.github.featviz.result;

import java.util.List;

/**
 * A place in the network whose output can be tapped.
 *
 * @param name module path with torchvision's node naming for repeated calls and plain operations, such as {@code layer1.0.relu_1}
 * @param type class of the module, or the name of the operation
 * @param module whether it is a module (not a plain operation)
 * @param shape output shape for one image at the input size, such as [1, C, H, W]; empty when its output is no tensor
 * @param parameters number of trained values in the module itself and below
 */
public record Layer(String name, String type, boolean module, List<Long> shape, long parameters) {

    /** Number of filters (feature maps): C of [1, C, H, W] or of [1, C]; 0 where the output has no channels. */
    public int filters() {
        return shape.size() == 4 || shape.size() == 2 ? Math.toIntExact(shape.get(1)) : 0;
    }
}
