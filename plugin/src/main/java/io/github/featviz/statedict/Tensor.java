package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor by its values.
 *
 * @param type what its elements are
 * @param shape length of each dimension; empty: a single number
 * @param data the elements in row-major order without gaps, little-endian, from position to limit; read-only
 */
public record Tensor(ElementType type, List<Long> shape, ByteBuffer data) {

    /** Number of elements. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
