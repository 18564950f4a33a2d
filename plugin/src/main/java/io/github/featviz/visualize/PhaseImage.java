package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * The phases of a Fourier spectrum whose magnitudes are given: 1 / k^exponent, with k the frequency, as photographs have them on the
 * average. What a picture shows is in its phases, so that it cannot become grain or a pattern of few frequencies.
 *
 * <p>Source: Fel and others, "Unlocking Feature Visualization for Deeper Networks with MAgnitude Constrained Optimization", NeurIPS 2023,
 * which takes the magnitudes from ImageNet.
 *
 * @param spectrum the same picture as a spectrum
 */
record PhaseImage(FourierImage spectrum) implements Parameterization {

    @Override
    public Shape shape(int edge) {
        return spectrum.shape(edge).slice(0, 4);
    }

    /** Its contrast is given. */
    @Override
    public float[] start(int edge, RandomGenerator random, double contrast) {
        float[] phases = new float[Math.toIntExact(shape(edge).size())];
        for (int i = 0; i < phases.length; i++) {
            phases[i] = (float) random.nextDouble(-Math.PI, Math.PI);
        }
        return phases;
    }

    /** New frequencies begin by chance: equal phases would be a spot of light. */
    @Override
    public float[] resize(float[] values, int from, int to, RandomGenerator random) {
        float[] result = start(to, random, 1);
        spectrum.copy(values, from, result, to, 1);
        return result;
    }

    @Override
    public NDArray image(NDArray values) {
        return spectrum.image(values.cos().stack(values.sin(), 4));
    }
}
