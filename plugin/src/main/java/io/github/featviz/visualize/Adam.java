package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The Adam optimiser, equal to PyTorch's with its L2 weight decay and default betas; it runs in the engine, so that nothing is copied.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014.
 */
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final ImageOps ops;
    private final Settings settings;
    private final NDArray values;
    private final NDArray momentum;
    private final NDArray square;
    private int steps;

    /**
     * Starts with empty moments, which live as long as the values.
     *
     * @param ops the engine's operations
     * @param values what is changed, of any shape; it has a gradient
     * @param settings step size and weight decay
     */
    Adam(ImageOps ops, NDArray values, Settings settings) {
        this.ops = ops;
        this.settings = settings;
        this.values = values;
        this.momentum = values.zerosLike();
        this.square = values.zerosLike();
    }

    /**
     * Moves the values one step down along their gradient, in place, and sets the gradient to zero.
     *
     * @param scratch what the step itself needs goes there
     */
    void step(NDManager scratch) {
        steps++;
        double stepSize = settings.learningRate() / (1 - Math.pow(BETA1, steps));
        double root = Math.sqrt(1 - Math.pow(BETA2, steps));
        float[] numbers = {(float) -stepSize, (float) root, (float) settings.weightDecay()};
        try (NDArray gradient = values.getGradient()) {
            ops.adam(scratch.create(numbers), values, gradient, momentum, square);
        }
    }

    /**
     * What a user may set.
     *
     * @param learningRate step size
     * @param weightDecay L2 term added to the gradient; 0: none
     */
    public record Settings(double learningRate, double weightDecay) {}
}
