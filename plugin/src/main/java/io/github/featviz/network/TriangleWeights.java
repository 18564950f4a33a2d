package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Resampling of images as two multiplications by matrices, so that gradients flow through it: bilinear, widened where the image
 * gets smaller, as photographs are resampled too.
 */
final class TriangleWeights {

    private TriangleWeights() {}

    /**
     * Images at another size.
     *
     * @param images [N, C, H, W]
     * @param edge new height and width
     * @return [N, C, edge, edge]
     */
    static NDArray resample(NDArray images, int edge) {
        NDManager manager = images.getManager();
        int height = Math.toIntExact(images.getShape().get(2));
        int width = Math.toIntExact(images.getShape().get(3));
        NDArray down = manager.create(matrix(height, edge), new Shape(edge, height));
        NDArray across = manager.create(matrix(width, edge), new Shape(edge, width));
        return down.matMul(images.matMul(across.transpose()));
    }

    /** [to, from]: the share of each old sample in each new one. */
    private static float[] matrix(int from, int to) {
        float[] matrix = new float[to * from];
        double ratio = (double) from / to;
        double reach = Math.max(1, ratio);
        for (int row = 0; row < to; row++) {
            double centre = (row + 0.5) * ratio - 0.5;
            double sum = 0;
            for (int column = 0; column < from; column++) {
                double weight = Math.max(0, 1 - Math.abs(column - centre) / reach);
                matrix[row * from + column] = (float) weight;
                sum += weight;
            }
            for (int column = 0; column < from; column++) {
                matrix[row * from + column] /= (float) sum;
            }
        }
        return matrix;
    }
}
