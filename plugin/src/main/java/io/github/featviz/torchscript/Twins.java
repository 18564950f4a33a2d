package io.github.featviz.torchscript;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells which objects of an archive were one module before they were traced: those of one class with the same tensors in them. */
final class Twins {

    private static final int NO_TENSORS = -1;

    private record Kind(String type, Map<String, Object> tensors, Map<String, Integer> children) {}

    private final Map<Kind, Integer> kinds = new HashMap<>();
    private final IdentityHashMap<ModuleObject, Integer> numbers = new IdentityHashMap<>();

    /** A number that twins share; null: there is no tensor in it, so that it cannot be known. */
    @Nullable
    Integer of(ModuleObject module) {
        int number = number(module);
        return number == NO_TENSORS ? null : number;
    }

    private int number(ModuleObject module) {
        Integer known = numbers.putIfAbsent(module, NO_TENSORS);
        if (known != null) {
            return known;
        }
        Map<String, Object> tensors = new TreeMap<>();
        Map<String, Integer> children = new TreeMap<>();
        module.attributes().forEach((name, value) -> {
            if (value instanceof ObjectReader.Elements elements && elements.count() > 0) {
                tensors.put(name, elements);
            } else if (value instanceof ModuleObject child) {
                children.put(name, number(child));
            }
        });
        if (tensors.isEmpty() && children.values().stream().allMatch(child -> child == NO_TENSORS)) {
            return NO_TENSORS;
        }
        int number = kinds.computeIfAbsent(new Kind(module.simpleName(), tensors, children), kind -> kinds.size());
        numbers.put(module, number);
        return number;
    }
}
