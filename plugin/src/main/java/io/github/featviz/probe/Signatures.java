package io.github.featviz.probe;

import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Signature;

/** Signatures of images as a network sees them. */
public final class Signatures {

    private static final int COLUMNS = 9;
    private static final int ROWS = 8;

    private Signatures() {}

    /**
     * The signature of an image.
     *
     * @param square [C, size, size] in [0, 1], as {@link Preprocessing#square} gives it
     */
    public static Signature of(float[] square, InputFormat input) {
        int area = input.size() * input.size();
        int colour = 0;
        float[] brightness = new float[area];
        for (int channel : input.shown()) {
            double sum = 0;
            for (int i = 0; i < area; i++) {
                float value = square[channel * area + i];
                sum += value;
                brightness[i] += value;
            }
            colour = colour << 8 | (int) Math.round(Math.min(1, Math.max(0, sum / area)) * 255);
        }
        return new Signature(gradient(brightness, input.size()), colour);
    }

    private static long gradient(float[] brightness, int size) {
        long bits = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column + 1 < COLUMNS; column++) {
                // A millesimal of the scale, so that rounding does not decide in flat parts.
                boolean rises = cell(brightness, size, row, column) + 1e-3 < cell(brightness, size, row, column + 1);
                bits = bits << 1 | (rises ? 1 : 0);
            }
        }
        return bits;
    }

    private static double cell(float[] brightness, int size, int row, int column) {
        int top = row * size / ROWS;
        int bottom = Math.max(top + 1, (row + 1) * size / ROWS);
        int left = column * size / COLUMNS;
        int right = Math.max(left + 1, (column + 1) * size / COLUMNS);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += brightness[y * size + x];
            }
        }
        return sum / ((bottom - top) * (right - left));
    }
}
