package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.ReceptiveField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which layer belongs to which, read off the call order. */
final class LayerOrder {

    private static final Pattern WEIGHTED =
            Pattern.compile("conv.*|linear|lazyconv.*|addmm|matmul|bilinear|.*attention.*");
    private static final Pattern NORM = Pattern.compile(".*norm.*|frozenbatch.*");
    private static final Pattern ACTIVATION = Pattern.compile(
            "(leaky|p|r|c)?relu6?_?|r?relu|silu_?|swish|mish_?|elu_?|selu_?|celu_?|gelu|hard(swish|tanh|sigmoid)_?|"
                    + "sigmoid_?|tanh_?|softplus|clamp_?|relun|.*activation");

    private final List<Layer> all;
    private final List<Layer> steps;

    /** Modules with layers inside come after their content and repeat its output, so they are passed over. */
    LayerOrder(NetworkDescription network) {
        Set<String> containers = new HashSet<>();
        for (Layer layer : network.layers()) {
            String name = layer.name();
            for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
                containers.add(name.substring(0, dot));
            }
        }
        this.steps = network.layers().stream()
                .filter(layer -> !containers.contains(layer.name()))
                .toList();
        this.all = network.layers();
    }

    /** The layers that contain no other, in call order. */
    List<Layer> steps() {
        return steps;
    }

    /** The activation that follows a layer before the next weighted one; else the norm that does; else the layer itself. */
    Layer chartOf(Layer layer) {
        if (isActivation(layer)) {
            return layer;
        }
        Layer norm = layer;
        for (Layer next : after(layer)) {
            if (mixes(next) || next.filters() != layer.filters()) {
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
     * Whether the feature maps of two layers are those of the same filters: between them are only steps that keep them apart, such as
     * norms, activation functions, sums, pools and factors for whole maps, as far as the call order tells.
     */
    boolean haveSameFilters(Layer one, Layer other) {
        if (all.indexOf(one) > all.indexOf(other)) {
            return haveSameFilters(other, one);
        }
        return one.filters() == other.filters()
                && !runsBeside(other, one)
                && between(one, other).stream()
                        .filter(step -> !runsBeside(step, one))
                        .noneMatch(step -> mixes(step) || step.filters() != one.filters());
    }

    /** The steps after a layer, as far as a later one, which may be the last of them; without gates where it has maps to go through them. */
    private List<Layer> between(Layer one, Layer other) {
        List<Layer> steps = after(one).stream()
                .filter(step -> all.indexOf(step) <= all.indexOf(other))
                .toList();
        return hasPlaces(one) ? withoutGates(steps) : steps;
    }

    /**
     * Leaves out steps without places, the whole of which ends in a product with maps: as in squeeze-and-excitation, they say how much
     * of each map goes on, and mix none.
     */
    private static List<Layer> withoutGates(List<Layer> steps) {
        List<Layer> kept = new ArrayList<>();
        List<Layer> gate = new ArrayList<>();
        for (Layer step : steps) {
            if (!hasPlaces(step)) {
                gate.add(step);
                continue;
            }
            if (!isProduct(step)) {
                kept.addAll(gate);
            }
            gate.clear();
            kept.add(step);
        }
        kept.addAll(gate);
        return kept;
    }

    private static boolean hasPlaces(Layer layer) {
        return layer.hasMaps()
                && layer.shape().stream().filter(length -> length > 1).count() > 1;
    }

    private static boolean isProduct(Layer layer) {
        return layer.type().matches("mul_?|multiply_?");
    }

    /** Whether a later step cannot depend on a layer, since it sees less of the image: such as the shortcut around a block. */
    private static boolean runsBeside(Layer step, Layer layer) {
        return step.field() != null
                && layer.field() != null
                && (sees(step.field().y()) < sees(layer.field().y())
                        || sees(step.field().x()) < sees(layer.field().x()));
    }

    private static long sees(ReceptiveField.Axis axis) {
        return axis.size() == 0 ? Long.MAX_VALUE : axis.size();
    }

    private List<Layer> after(Layer layer) {
        Set<Layer> later = new HashSet<>(all.subList(all.indexOf(layer) + 1, all.size()));
        return steps.stream().filter(later::contains).toList();
    }

    /**
     * Where a picture's objective is taken: the layer itself, or, for an activation function, what comes just before it, since
     * a filter that is off would give no gradient. In a residual block that is the sum, not the last norm.
     */
    Layer objectiveOf(Layer layer) {
        int place = steps.indexOf(layer);
        if (place < 1 || !isActivation(layer)) {
            return layer;
        }
        Layer feeding = steps.get(place - 1);
        return feeding.shape().equals(layer.shape()) && !isActivation(feeding) ? feeding : layer;
    }

    /** Whether each of its feature maps may come from all of those before. */
    private static boolean mixes(Layer layer) {
        return isWeighted(layer) || layer.type().toLowerCase(Locale.ROOT).contains("shuffle");
    }

    static boolean isWeighted(Layer layer) {
        return matches(WEIGHTED, layer);
    }

    static boolean isConvolution(Layer layer) {
        return layer.type().toLowerCase(Locale.ROOT).contains("conv");
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
