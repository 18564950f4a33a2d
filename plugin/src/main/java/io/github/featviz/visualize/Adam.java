package io.github.featviz.visualize;

/**
 * The Adam optimiser, equal to PyTorch's with its L2 weight decay and default betas.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014.
 */
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double weightDecay;
    private final float[] momentum;
    private final float[] square;
    private int steps;

    /**
     * Starts with empty moments.
     *
     * @param size number of values
     * @param settings step size and weight decay
     */
    Adam(int size, Settings settings) {
        this.learningRate = settings.learningRate();
        this.weightDecay = settings.weightDecay();
        this.momentum = new float[size];
        this.square = new float[size];
    }

    /** Moves {@code values} one step down along {@code gradient}, in place. */
    void step(float[] values, float[] gradient) {
        steps++;
        double stepSize = learningRate / (1 - Math.pow(BETA1, steps));
        double rootCorrection = Math.sqrt(1 - Math.pow(BETA2, steps));
        for (int i = 0; i < values.length; i++) {
            double g = gradient[i] + weightDecay * values[i];
            double m = BETA1 * momentum[i] + (1 - BETA1) * g;
            double v = BETA2 * square[i] + (1 - BETA2) * g * g;
            momentum[i] = (float) m;
            square[i] = (float) v;
            values[i] -= (float) (stepSize * m / (Math.sqrt(v) / rootCorrection + EPSILON));
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
