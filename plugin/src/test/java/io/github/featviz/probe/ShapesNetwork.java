package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.featviz.network.Network;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.List;

/** A convolution and its rectification, with filters that are known copies of each other. */
final class ShapesNetwork implements Network {

    /** Stripes at 0, 45, 90 and 135 degrees from the horizontal, counter-clockwise. */
    static final int STRIPES = 0;

    /** Level stripes that are twice as wide. */
    static final int WIDE = 4;

    /** Red, green and blue spots. */
    static final int SPOTS = 5;

    /** A shape with a long arm to the right and a short one upwards, and how a mirror that stands upright shows it. */
    static final int HOOKS = 8;

    /** A spot with a ring around it, which looks the same from all sides. */
    static final int ROUND = 10;

    /** Its weights are zero. */
    static final int DEAD = 11;

    static final int FILTERS = 12;

    private static final int EDGE = 15;

    private final NDManager manager = TestEngine.manager();
    private final NDArray filters = manager.create(weights(), new Shape(FILTERS, 3, EDGE, EDGE));

    /** Brightness at a place right of and above the middle. */
    private interface Kernel {
        double at(double x, double y);
    }

    private static float[] weights() {
        float[] weights = new float[FILTERS * 3 * EDGE * EDGE];
        for (int turn = 0; turn < 4; turn++) {
            double angle = Math.toRadians(45 * turn);
            fill(weights, STRIPES + turn, stripes(angle, 5), 1, 1, 1);
        }
        fill(weights, WIDE, stripes(0, 10), 1, 1, 1);
        Kernel spot = (x, y) -> Math.exp(-(x * x + y * y) / 8);
        fill(weights, SPOTS, spot, 1, -0.5, -0.5);
        fill(weights, SPOTS + 1, spot, -0.5, 1, -0.5);
        fill(weights, SPOTS + 2, spot, -0.5, -0.5, 1);
        fill(weights, HOOKS, ShapesNetwork::hook, 1, 1, 1);
        fill(weights, HOOKS + 1, (x, y) -> hook(-x, y), 1, 1, 1);
        fill(weights, ROUND, (x, y) -> Math.cos(Math.hypot(x, y) * 1.1) * Math.exp(-(x * x + y * y) / 18), 1, 1, 1);
        return weights;
    }

    private static Kernel stripes(double angle, double period) {
        return (x, y) -> {
            double across = y * Math.cos(angle) - x * Math.sin(angle);
            return Math.cos(2 * Math.PI * across / period) * Math.exp(-(x * x + y * y) / 18);
        };
    }

    private static double hook(double x, double y) {
        boolean arm = Math.abs(y) < 1.5 && x > -1.5 && x < 6.5;
        boolean stem = Math.abs(x) < 1.5 && y > -1.5 && y < 4.5;
        return arm || stem ? 1 : 0;
    }

    /** Grey patterns lose their mean, so that brightness alone excites nothing; colours are balanced already. */
    private static void fill(float[] weights, int filter, Kernel kernel, double red, double green, double blue) {
        double[] colours = {red, green, blue};
        double mean = 0;
        for (int i = 0; i < EDGE * EDGE; i++) {
            mean += at(kernel, i) / (EDGE * EDGE);
        }
        double norm = 0;
        double[] values = new double[EDGE * EDGE];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(kernel, i) - (red == green ? mean : 0);
            norm += Math.abs(values[i]) * (Math.abs(red) + Math.abs(green) + Math.abs(blue));
        }
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < values.length; i++) {
                weights[(filter * 3 + channel) * EDGE * EDGE + i] = (float) (values[i] * colours[channel] / norm);
            }
        }
    }

    private static double at(Kernel kernel, int i) {
        return kernel.at(i % EDGE - EDGE / 2, EDGE / 2 - row(i));
    }

    private static int row(int i) {
        return i / EDGE;
    }

    @Override
    public InputFormat input() {
        return new InputFormat(64, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public NetworkDescription describe() {
        throw new UnsupportedOperationException();
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        return Conv2d.conv2d(images.sub(0.5f).div(0.25f), filters)
                .singletonOrThrow()
                .maximum(0);
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return List.of(activation("shapes", images));
    }

    @Override
    public void close() {
        manager.close();
    }
}
