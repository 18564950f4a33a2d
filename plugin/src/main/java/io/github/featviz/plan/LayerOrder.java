package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which layer belongs to which, read off the call order. */
final class LayerOrder {

    private static final Pattern WEIGHTED =
            Pattern.compile("conv.*|linear|lazyconv.*|addmm|matmul|bilinear|.*attention.*");
    private static final Pattern NORM = Pattern.compile(".*norm.*|frozenbatch.*");
    private static final Pattern ACTIVATION = Pattern.compile(
            "(leaky|p|r|c)?relu6?_?|r?relu|silu_?|swish|mish_?|elu_?|selu_?|celu_?|gelu|hard(swish|tanh|sigmoid)_?|"
                    + "sigmoid_?|tanh_?|softplus|clamp_?|relun|.*activation");

    private final List<Layer> layers;

    LayerOrder(NetworkDescription network) {
        this.layers = network.layers();
    }

    /** The activation that follows a layer before the next weighted one; else the norm that does; else the layer itself. */
    Layer chartOf(Layer layer) {
        if (isActivation(layer)) {
            return layer;
        }
        Layer norm = layer;
        for (Layer next : layers.subList(layers.indexOf(layer) + 1, layers.size())) {
            if (isWeighted(next) || next.filters() != layer.filters()) {
                break;
            }
            if (isActivation(next)) {
                return next;
            }
            if (isNorm(next) && norm.equals(layer)) {
                norm = next;
            }
        }
        return norm;
    }

    /**
     * Where a picture's objective is taken: the layer itself, or, for an activation function, the layer before it, since a
     * filter that is off would give no gradient.
     */
    Layer objectiveOf(Layer layer) {
        if (!isActivation(layer)) {
            return layer;
        }
        List<Layer> before = layers.subList(0, layers.indexOf(layer));
        for (int i = before.size() - 1; i >= 0; i--) {
            Layer previous = before.get(i);
            boolean feeds = isNorm(previous) || isWeighted(previous);
            if (feeds && previous.shape().equals(layer.shape())) {
                return previous;
            }
            if (isActivation(previous)) {
                break;
            }
        }
        return layer;
    }

    static boolean isWeighted(Layer layer) {
        return matches(WEIGHTED, layer);
    }

    private static boolean isNorm(Layer layer) {
        return matches(NORM, layer);
    }

    private static boolean isActivation(Layer layer) {
        return matches(ACTIVATION, layer);
    }

    private static boolean matches(Pattern pattern, Layer layer) {
        return pattern.matcher(layer.type().toLowerCase(Locale.ROOT)).matches();
    }
}
