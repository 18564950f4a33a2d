package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.InputFormat;
import java.util.SplittableRandom;

/** Whether a layer gives the same in another way of computing, to the digits that its numbers have: a look at one image of noise. */
public final class Agreement {

    /** Distance between two layers' values as a share of their length, of fp32: many times what the order of additions makes. */
    private static final double SINGLE = 0.01;

    /** The same of bf16, which has two to three digits that a hundred layers use up. */
    private static final double BRAIN = 0.1;

    private final Network plain;
    private final String layer;

    /**
     * For one layer.
     *
     * @param plain computes as the network's file has it
     * @param layer name of the layer
     */
    public Agreement(Network plain, String layer) {
        this.plain = plain;
        this.layer = layer;
    }

    /**
     * Whether another network gives the same there.
     *
     * @throws NetworkException when either cannot compute it
     */
    public boolean holds(Network other) {
        boolean alike = other.precision().equals(plain.precision());
        return distance(other) <= (alike ? SINGLE : BRAIN);
    }

    private double distance(Network other) {
        try (NDManager scratch = plain.manager().newSubManager();
                NDManager beside = other.manager().newSubManager()) {
            double[] expected = values(plain, scratch);
            double[] found = values(other, beside);
            double apart = 0;
            double length = 0;
            for (int i = 0; i < expected.length; i++) {
                apart += (found[i] - expected[i]) * (found[i] - expected[i]);
                length += expected[i] * expected[i];
            }
            return apart == 0 ? 0 : Math.sqrt(apart / length);
        }
    }

    private double[] values(Network network, NDManager manager) {
        InputFormat input = network.input();
        float[] noise = new float[input.channels() * input.size() * input.size()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble();
        }
        NDArray image = manager.create(noise, new Shape(1, input.channels(), input.size(), input.size()));
        return network.activation(layer, image).toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
