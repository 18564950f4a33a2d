package io.github.featviz.statedict;

import java.util.List;

/**
 * A tensor as a pickle describes it: a pattern of elements of a storage, all of them within it.
 *
 * @param storage where its elements lie
 * @param offset of the first element in the storage
 * @param shape length of each dimension
 * @param strides distance of neighbours in each dimension, in elements
 */
record TensorReference(StorageReference storage, long offset, List<Long> shape, List<Long> strides) {

    /** Most dimensions of a tensor; PyTorch would allow 64, no layer comes near. */
    static final int MOST_DIMENSIONS = 16;

    /** @throws UnusableStateDictException when it reaches beyond its storage */
    static TensorReference of(StorageReference storage, long offset, List<Long> shape, List<Long> strides)
            throws UnusableStateDictException {
        if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
            throw new UnusableStateDictException("a tensor in it has " + shape.size() + " dimensions but "
                    + strides.size() + " strides; at most " + MOST_DIMENSIONS + " of each can be read");
        }
        TensorReference tensor = new TensorReference(storage, offset, List.copyOf(shape), List.copyOf(strides));
        if (!tensor.isWithinStorage()) {
            throw new UnusableStateDictException("a tensor in it, of shape " + shape + ", strides " + strides
                    + " and offset " + offset + ", reaches beyond its storage of " + storage.elements()
                    + " elements: the file is damaged. Download or save it again");
        }
        return tensor;
    }

    private boolean isWithinStorage() {
        try {
            boolean negative = offset < 0
                    || shape.stream().anyMatch(size -> size < 0)
                    || strides.stream().anyMatch(stride -> stride < 0);
            return !negative && (elements() == 0 || Math.addExact(offset, reach()) <= storage.elements());
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** Number of elements. */
    long elements() {
        return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Elements from the first to the last in memory, including what lies between; of a tensor that is not empty. */
    long reach() {
        long last = 0;
        for (int i = 0; i < shape.size(); i++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return Math.addExact(last, 1);
    }

    /** Whether its elements lie in row-major order without gaps. */
    boolean isRowMajor() {
        long expected = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != expected) {
                return false;
            }
            expected *= shape.get(i);
        }
        return true;
    }
}
