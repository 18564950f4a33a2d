package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/** Finds a classifier's answer among what a network returns: tensors alone or in tuples, lists and dictionaries. */
final class ClassScores {

    /** Keys under which dictionaries hold them. */
    private static final List<String> KEYS = List.of("logits", "out");

    private ClassScores() {}

    /** What is called {@code logits} or {@code out} and is [N, classes], else the first output that is. */
    static Optional<NDArray> of(List<NDArray> outputs) {
        List<NDArray> candidates = outputs.stream()
                .filter(output -> output.getShape().dimension() == 2)
                .toList();
        return KEYS.stream()
                .flatMap(key -> candidates.stream().filter(output -> key.equals(output.getName())))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }
}
