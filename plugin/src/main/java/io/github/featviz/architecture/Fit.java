package io.github.featviz.architecture;

import io.github.featviz.statedict.ElementType;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the tensors of a state dict are those that an architecture takes. */
final class Fit {

    private static final int MOST_NAMED = 10;

    private static final Set<ElementType> FLOATING =
            Set.of(ElementType.FLOAT64, ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16);

    private Fit() {}

    /** @throws UnfitWeightsException when they are not; names the first ten that differ, and counts the others */
    static void require(Architecture architecture, Map<String, List<Long>> expected, Map<String, Tensor> given)
            throws UnfitWeightsException {
        List<String> faults = faults(expected, given);
        if (!faults.isEmpty()) {
            throw new UnfitWeightsException(message(architecture, expected, given, faults));
        }
    }

    static List<String> faults(Map<String, List<Long>> expected, Map<String, Tensor> given) {
        List<String> faults = new ArrayList<>();
        expected.forEach((name, shape) -> {
            String fault = fault(shape, given.get(name));
            if (fault != null) {
                faults.add(name + ": " + fault);
            }
        });
        given.forEach((name, tensor) -> {
            if (!expected.containsKey(name)) {
                faults.add(name + ": not expected, has shape " + text(tensor.shape()));
            }
        });
        return faults;
    }

    private static @Nullable String fault(List<Long> shape, @Nullable Tensor tensor) {
        if (tensor == null) {
            return "missing, expected shape " + text(shape);
        }
        if (!tensor.shape().equals(shape)) {
            return "has shape " + text(tensor.shape()) + ", expected " + text(shape);
        }
        if (!FLOATING.contains(tensor.type())) {
            return "holds " + tensor.type() + ", expected floating-point numbers";
        }
        long bytes = tensor.elements() * tensor.type().bytes();
        return tensor.data().remaining() == bytes
                ? null
                : "holds " + tensor.data().remaining() + " bytes, expected " + bytes + " for shape " + text(shape);
    }

    private static String message(
            Architecture architecture,
            Map<String, List<Long>> expected,
            Map<String, Tensor> given,
            List<String> faults) {
        long known = given.keySet().stream().filter(expected::containsKey).count();
        String rest = faults.size() > MOST_NAMED ? "\n  and " + (faults.size() - MOST_NAMED) + " more" : "";
        return "the weights do not fit " + architecture + " (" + known + " of its " + expected.size()
                + " tensors are there):"
                + faults.stream().limit(MOST_NAMED).map(fault -> "\n  " + fault).collect(Collectors.joining())
                + rest
                + "\nExpected the state dict of this very architecture, with torchvision's names (timm's for"
                + " EfficientNet-Lite). " + wayOut(given);
    }

    private static String wayOut(Map<String, Tensor> given) {
        List<String> fitting = Architectures.fitting(new StateDict(given));
        return fitting.isEmpty()
                ? "They fit no known architecture: for a network of your own, save a TorchScript file with"
                        + " torch.jit.trace in Python"
                : "They fit " + String.join(" and ", fitting) + ": name that architecture";
    }

    private static String text(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" × ", "[", "]"));
    }
}
