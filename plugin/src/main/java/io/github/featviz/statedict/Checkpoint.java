package io.github.featviz.statedict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the state dict in what was saved: alone, or beside the epoch, the optimizer and the like. */
final class Checkpoint {

    /** Under what training programs put the state dict, the commonest first. */
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights", "params");

    private static final int MOST_LEVELS = 4;

    private Checkpoint() {}

    /**
     * The tensors of the state dict by name. Entries of it that are no tensors are left out.
     *
     * @param root what the pickle holds
     */
    static Map<String, TensorReference> stateDict(Object root) throws UnusableStateDictException {
        if (!(root instanceof Map<?, ?> dict)) {
            String kind = root instanceof TensorReference
                    ? "a single tensor"
                    : root instanceof List ? "a list" : "a single value";
            throw new UnusableStateDictException(
                    "it holds " + kind + ", not tensors by name as a state dict does. " + Remedy.SAVE);
        }
        Map<?, ?> found = find(dict, MOST_LEVELS);
        if (found == null) {
            throw new UnusableStateDictException("it holds a dict without any tensors by name in it. " + Remedy.SAVE);
        }
        return tensors(found);
    }

    private static @Nullable Map<?, ?> find(Map<?, ?> dict, int levels) throws UnusableStateDictException {
        for (String wrapper : WRAPPERS) {
            if (levels > 0 && dict.get(wrapper) instanceof Map<?, ?> wrapped) {
                Map<?, ?> found = find(wrapped, levels - 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return hasTensors(dict) ? dict : onlyOneWithTensors(dict);
    }

    /** For wrappers of other names, as long as there is nothing to choose. */
    private static @Nullable Map<?, ?> onlyOneWithTensors(Map<?, ?> dict) throws UnusableStateDictException {
        Map<String, Map<?, ?>> candidates = new LinkedHashMap<>();
        dict.forEach((key, value) -> {
            if (key instanceof String name && value instanceof Map<?, ?> inner && hasTensors(inner)) {
                candidates.put(name, inner);
            }
        });
        if (candidates.size() > 1) {
            String names =
                    String.join(", ", candidates.keySet().stream().limit(10).toList());
            throw new UnusableStateDictException("it holds several dicts of tensors (" + names
                    + "), and which is the state dict cannot be told. Save the one, in Python: torch.save(torch.load(file)[\""
                    + candidates.keySet().iterator().next() + "\"], \"weights.pth\")");
        }
        return candidates.isEmpty() ? null : candidates.values().iterator().next();
    }

    private static boolean hasTensors(Map<?, ?> dict) {
        return dict.entrySet().stream()
                .anyMatch(entry -> entry.getKey() instanceof String && entry.getValue() instanceof TensorReference);
    }

    private static Map<String, TensorReference> tensors(Map<?, ?> dict) {
        Map<String, TensorReference> tensors = new LinkedHashMap<>();
        dict.forEach((key, value) -> {
            if (key instanceof String name && value instanceof TensorReference tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }
}
