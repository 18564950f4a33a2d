package io.github.featviz.probe;

/**
 * One axis of an antialiased bilinear resize.
 *
 * <p>Each output sample is a weighted mean of the input samples under a triangle whose half-width is one input pixel, or one
 * output pixel where the image shrinks.
 */
final class TriangleFilter {

    private final int[] first;
    private final float[][] weights;

    TriangleFilter(int from, int to) {
        first = new int[to];
        weights = new float[to][];
        double ratio = (double) from / to;
        double reach = Math.max(1, ratio);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * ratio;
            int begin = Math.max(0, (int) Math.floor(centre - reach + 0.5));
            int end = Math.min(from, (int) Math.floor(centre + reach + 0.5));
            first[i] = begin;
            weights[i] = triangle(begin, end, centre, reach);
        }
    }

    private static float[] triangle(int begin, int end, double centre, double reach) {
        float[] triangle = new float[end - begin];
        double sum = 0;
        for (int k = 0; k < triangle.length; k++) {
            double weight = Math.max(0, 1 - Math.abs(begin + k + 0.5 - centre) / reach);
            triangle[k] = (float) weight;
            sum += weight;
        }
        for (int k = 0; k < triangle.length; k++) {
            triangle[k] /= (float) sum;
        }
        return triangle;
    }

    /**
     * Filters every line of a plane.
     *
     * @param lines number of lines
     * @param lineStride distance between lines in {@code plane}
     * @param step distance between samples of a line in {@code plane}
     * @param outLineStride distance between lines in the result
     * @param outStep distance between samples of a line in the result
     */
    float[] apply(float[] plane, int lines, int lineStride, int step, int outLineStride, int outStep) {
        float[] out = new float[lines * first.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < first.length; i++) {
                float sum = 0;
                for (int k = 0; k < weights[i].length; k++) {
                    sum += weights[i][k] * plane[line * lineStride + (first[i] + k) * step];
                }
                out[line * outLineStride + i * outStep] = sum;
            }
        }
        return out;
    }
}
