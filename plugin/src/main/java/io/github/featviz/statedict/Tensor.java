package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor by its values.
 *
 * @param type what its elements are
 * @param shape length of each dimension; empty: a single number
 * @param data the elements in row-major order without gaps, little-endian, from position to limit; read-only. Each call gives
 *     a buffer of its own over the same memory. Of a tensor that {@link StateDicts} read it is mostly the mapped file itself
 */
public record Tensor(ElementType type, List<Long> shape, ByteBuffer data) {

    /** Keeps the part of the buffer from position to limit. */
    public Tensor {
        shape = List.copyOf(shape);
        data = data.slice().asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of elements. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
