package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Puts the elements of a transposed, channels-last or otherwise strided tensor into row-major order. */
final class Gathering {

    private final ByteBuffer source;
    private final ByteBuffer target;
    private final int width;
    private final long[] shape;
    private final long[] strides;

    private Gathering(ByteBuffer source, TensorReference tensor) {
        this.source = source;
        this.width = tensor.storage().type().bytes();
        this.target =
                ByteBuffer.allocate(Math.toIntExact(tensor.elements() * width)).order(ByteOrder.LITTLE_ENDIAN);
        // Without the dimensions of length 1, which only cost time, the rest are no more than the bits of a number.
        int[] kept = IntStream.range(0, tensor.shape().size())
                .filter(i -> tensor.shape().get(i) != 1)
                .toArray();
        this.shape = IntStream.of(kept).mapToLong(tensor.shape()::get).toArray();
        this.strides = IntStream.of(kept).mapToLong(tensor.strides()::get).toArray();
    }

    /**
     * A copy in row-major order.
     *
     * @param source the tensor's reach, beginning with its first element
     * @param tensor one that is neither empty nor in row-major order already
     */
    static ByteBuffer rowMajor(ByteBuffer source, TensorReference tensor) {
        Gathering gathering = new Gathering(source, tensor);
        gathering.gather(0, 0);
        return gathering.target.flip();
    }

    private void gather(int dimension, long first) {
        long stride = strides[dimension];
        long length = shape[dimension];
        if (dimension == shape.length - 1) {
            row(first, stride, length);
            return;
        }
        for (long i = 0; i < length; i++) {
            gather(dimension + 1, first + i * stride);
        }
    }

    private void row(long first, long stride, long length) {
        for (long i = 0; i < length; i++) {
            int at = (int) ((first + i * stride) * width);
            switch (width) {
                case 1 -> target.put(source.get(at));
                case 2 -> target.putShort(source.getShort(at));
                case 4 -> target.putInt(source.getInt(at));
                default -> target.putLong(source.getLong(at));
            }
        }
    }
}
