package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A network's layers as neighbours in call order: what follows a layer, what feeds it.
 *
 * <p>Containers (modules with layers inside) come after their content and are passed over, and so is whatever an activation is
 * made of. In branching networks the neighbour in call order need not be connected; then a user names the layer.
 */
final class CallOrder {
    private static final Set<String> ACTIVATIONS = Set.of(
            "relu",
            "relu6",
            "leakyrelu",
            "prelu",
            "rrelu",
            "elu",
            "selu",
            "celu",
            "gelu",
            "silu",
            "swish",
            "mish",
            "hardswish",
            "hardtanh",
            "hardsigmoid",
            "sigmoid",
            "tanh",
            "softplus",
            "softsign",
            "threshold");

    private final List<Layer> layers;
    private final Set<String> containers = new HashSet<>();
    private final Set<String> withinActivations = new HashSet<>();

    CallOrder(NetworkDescription network) {
        this.layers = network.layers();
        Set<String> activations = new HashSet<>();
        layers.stream().filter(CallOrder::isActivation).forEach(layer -> activations.add(layer.name()));
        for (Layer layer : layers) {
            String name = layer.name();
            for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
                String around = name.substring(0, dot);
                containers.add(around);
                if (activations.contains(around)) {
                    withinActivations.add(name);
                }
            }
        }
    }

    /** Whether a layer mixes channels with trained values: where an activation's effect ends. */
    boolean isMixing(Layer layer) {
        String type = kind(layer);
        return !isContainer(layer) && (type.contains("conv") || type.contains("linear") || type.equals("addmm"));
    }

    /** Whether a layer is a convolution, so that its output has channels in second place. */
    boolean isConvolution(Layer layer) {
        return !isContainer(layer) && kind(layer).contains("conv");
    }

    static boolean isActivation(Layer layer) {
        return ACTIVATIONS.contains(kind(layer));
    }

    private boolean isNorm(Layer layer) {
        return !isContainer(layer) && kind(layer).contains("norm");
    }

    private boolean isContainer(Layer layer) {
        return containers.contains(layer.name()) && !isActivation(layer);
    }

    /** The type without package, underscores and case: {@code torch.nn.ReLU} and {@code relu_} are both "relu". */
    private static String kind(Layer layer) {
        String type = layer.type();
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf(':')) + 1);
        return simple.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Where a layer's spikes are charted unless the user says otherwise: at the activation that follows before the next
     * convolution, because negative values hide spikes; else at the norm that follows; else at the layer itself.
     */
    Layer chart(Layer layer) {
        if (isActivation(layer)) {
            return layer;
        }
        List<Layer> stretch = following(layer);
        Predicate<Layer> sameFilters = other -> other.filters() == layer.filters();
        return first(stretch, sameFilters.and(CallOrder::isActivation))
                .or(() -> first(stretch, sameFilters.and(this::isNorm)))
                .orElse(layer);
    }

    /** The layers after this one, as far as the next that mixes channels. */
    private List<Layer> following(Layer layer) {
        return layers.stream()
                .skip(layers.indexOf(layer) + 1L)
                .filter(other -> isStep(other) && !other.name().startsWith(layer.name() + "."))
                .takeWhile(other -> !isMixing(other))
                .toList();
    }

    private static Optional<Layer> first(List<Layer> stretch, Predicate<Layer> wanted) {
        return stretch.stream().filter(wanted).findFirst();
    }

    private boolean isStep(Layer layer) {
        return !isContainer(layer) && !withinActivations.contains(layer.name());
    }

    /**
     * Where the Fourier recipe measures its objective: before the activation. For a layer that is an activation, or a module
     * that ends in one, that is the layer which feeds it, when its output has the same shape; otherwise the layer itself.
     */
    Layer beforeActivation(Layer layer) {
        Optional<Layer> last = isContainer(layer)
                ? before(layer).filter(inner -> inner.name().startsWith(layer.name() + "."))
                : Optional.of(layer);
        return last.filter(CallOrder::isActivation)
                .flatMap(this::before)
                .filter(feeding -> feeding.shape().equals(layer.shape()) && !isActivation(feeding))
                .orElse(layer);
    }

    private Optional<Layer> before(Layer layer) {
        List<Layer> steps = layers.subList(0, layers.indexOf(layer)).stream()
                .filter(other ->
                        isStep(other) && !(isActivation(layer) && other.name().startsWith(layer.name() + ".")))
                .toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }
}
