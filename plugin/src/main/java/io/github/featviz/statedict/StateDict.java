package io.github.featviz.statedict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network's parameters and buffers by name.
 *
 * @param tensors in the file's order; names as in {@code module.state_dict()}, such as {@code features.0.weight}
 */
public record StateDict(Map<String, Tensor> tensors) {

    /** Keeps an unchangeable copy. */
    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
}
