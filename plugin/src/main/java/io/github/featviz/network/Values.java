package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import org.jspecify.annotations.Nullable;

/** Takes the tensors out of what a method returned, passing over everything else that may be among them: None, numbers, texts. */
final class Values {

    private final PtNDManager manager;
    private final NDList tensors = new NDList();

    private Values(PtNDManager manager) {
        this.manager = manager;
    }

    /** The tensors in order; those of a dictionary are named by their keys. Closes the value. */
    static NDList tensors(PtNDManager manager, IValue value) {
        Values values = new Values(manager);
        values.add(value, null);
        return values.tensors;
    }

    private void add(IValue value, @Nullable String name) {
        try (value) {
            if (value.isTensor()) {
                NDArray tensor = value.toTensor(manager);
                tensor.setName(name);
                tensors.add(tensor);
            } else if (value.isTensorList()) {
                for (NDArray tensor : value.toTensorArray(manager)) {
                    tensors.add(tensor);
                }
            } else if (value.isMap()) {
                value.toIValueMap().forEach((key, inner) -> add(inner, key));
            } else if (value.isTuple() || value.isList()) {
                for (IValue inner : value.isTuple() ? value.toIValueTuple() : value.toIValueArray()) {
                    add(inner, name);
                }
            }
        }
    }
}
