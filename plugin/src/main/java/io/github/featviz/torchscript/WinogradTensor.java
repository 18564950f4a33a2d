package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.ZipFile;

/**
 * Kernels of 3 × 3 as matrices for {@link Winograd}: [4, 4, inputs, outputs], the first axis for columns, the second for rows.
 *
 * <p>Along each axis {@code u v w} become {@code u, (u+v+w)/2, (u−v+w)/2, w}.
 */
final class WinogradTensor implements TensorFile {

    private static final int SIDE = 3;

    private final TensorFile kernels;
    private final int outputs;
    private final int inputs;

    /** @param kernels fp32, [outputs, inputs, 3, 3] */
    WinogradTensor(TensorFile kernels, int outputs, int inputs) {
        this.kernels = kernels;
        this.outputs = outputs;
        this.inputs = inputs;
    }

    @Override
    public long size() {
        return (long) Winograd.TILE * Winograd.TILE * matrix();
    }

    private long matrix() {
        return (long) Float.BYTES * outputs * inputs;
    }

    @Override
    public void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException {
        float[] weights = weights(source);
        for (int column = 0; column < Winograd.TILE; column++) {
            for (int row = 0; row < Winograd.TILE; row++) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(Math.toIntExact(matrix())).order(ByteOrder.LITTLE_ENDIAN);
                for (int input = 0; input < inputs; input++) {
                    for (int output = 0; output < outputs; output++) {
                        bytes.putFloat(entry(weights, (output * inputs + input) * SIDE * SIDE, column, row));
                    }
                }
                chunks.accept(bytes.flip());
            }
        }
    }

    private float[] weights(ZipFile source) throws IOException {
        FloatBuffer weights = FloatBuffer.allocate(outputs * inputs * SIDE * SIDE);
        kernels.writeTo(
                source,
                chunk -> weights.put(chunk.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()));
        return weights.array();
    }

    private static float entry(float[] weights, int kernel, int column, int row) {
        return (float) along(
                row,
                along(column, weights[kernel], weights[kernel + 1], weights[kernel + 2]),
                along(column, weights[kernel + SIDE], weights[kernel + SIDE + 1], weights[kernel + SIDE + 2]),
                along(
                        column,
                        weights[kernel + 2 * SIDE],
                        weights[kernel + 2 * SIDE + 1],
                        weights[kernel + 2 * SIDE + 2]));
    }

    private static double along(int place, double u, double v, double w) {
        return switch (place) {
            case 0 -> u;
            case 1 -> (u + v + w) / 2;
            case 2 -> (u - v + w) / 2;
            default -> w;
        };
    }
}
