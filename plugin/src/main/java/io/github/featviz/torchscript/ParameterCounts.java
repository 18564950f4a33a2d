package io.github.featviz.torchscript;

import java.util.HashSet;
import java.util.Set;

/** Counts the trained values of modules, each parameter once. */
final class ParameterCounts {

    private final Library library;

    ParameterCounts(Library library) {
        this.library = library;
    }

    /** Trained values in a module and below. */
    long of(ModuleObject module) {
        return count(module, new HashSet<>());
    }

    private long count(ModuleObject module, Set<Object> seen) {
        if (!seen.add(module)) {
            return 0;
        }
        ClassCode code = library.classOf(module.className());
        long count = 0;
        for (var attribute : module.attributes().entrySet()) {
            Object value = attribute.getValue();
            if (value instanceof ModuleObject child) {
                count += count(child, seen);
            } else if (value instanceof ObjectReader.Elements tensor
                    && code != null
                    && code.parameters().contains(attribute.getKey())
                    && seen.add(tensor)) {
                count += tensor.count();
            }
        }
        return count;
    }
}
