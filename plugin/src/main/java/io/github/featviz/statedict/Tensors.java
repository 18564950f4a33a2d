package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes tensors of references: slices of the mapped file where the elements lie in row-major order, copies where they do not.
 *
 * <p>A few bytes can be said to be a huge tensor (strides of 0), so all copies of a file together are limited by its length.
 */
final class Tensors {

    private static final long LEAST_ALLOWANCE = 64L << 20;
    private static final int COPIES_OF_FILE = 2;

    private final FileBytes file;
    private final Map<String, Extent> storages;

    /** So that tied weights are gathered once. */
    private final Map<TensorReference, Tensor> made = new HashMap<>();

    private long allowance;

    /** @param storages where the storages lie in the file, by key; lengths match the references' */
    Tensors(FileBytes file, Map<String, Extent> storages) {
        this.file = file;
        this.storages = storages;
        this.allowance = Math.max(LEAST_ALLOWANCE, COPIES_OF_FILE * file.size());
    }

    Map<String, Tensor> all(Map<String, TensorReference> references) throws UnusableStateDictException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorReference> reference : references.entrySet()) {
            TensorReference described = reference.getValue();
            Tensor tensor = made.get(described);
            if (tensor == null) {
                tensor = make(reference.getKey(), described);
                made.put(described, tensor);
            }
            tensors.put(reference.getKey(), tensor);
        }
        return tensors;
    }

    private Tensor make(String name, TensorReference reference) throws UnusableStateDictException {
        return new Tensor(reference.storage().type(), reference.shape(), data(name, reference));
    }

    private ByteBuffer data(String name, TensorReference reference) throws UnusableStateDictException {
        StorageReference storage = reference.storage();
        Extent block = storages.get(storage.key());
        if (block == null) {
            throw new UnusableStateDictException("it has no storage " + storage.key() + ", in which tensor " + name
                    + " should lie: the file is damaged. Download or save it again");
        }
        if (reference.elements() == 0) {
            return ByteBuffer.allocate(0);
        }
        int width = storage.type().bytes();
        long begin = block.offset() + (storage.begin() + reference.offset()) * width;
        ByteBuffer source = file.slice(new Extent(begin, reference.reach() * width));
        return reference.isRowMajor() ? source : gathered(name, source, reference);
    }

    private ByteBuffer gathered(String name, ByteBuffer source, TensorReference reference)
            throws UnusableStateDictException {
        int width = reference.storage().type().bytes();
        if (reference.elements() > Math.min(allowance, FileBytes.LONGEST) / width) {
            throw new UnusableStateDictException("tensor " + name + " of shape " + reference.shape()
                    + " repeats or rearranges its elements and would take far more memory than the file. "
                    + "Save contiguous tensors, in Python: torch.save({k: v.contiguous() for k, v in "
                    + "model.state_dict().items()}, \"weights.pth\")");
        }
        allowance -= reference.elements() * width;
        return Gathering.rowMajor(source, reference);
    }
}
