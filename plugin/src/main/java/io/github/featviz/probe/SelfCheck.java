package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.Network;
import io.github.featviz.network.UnknownLayerException;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Verification;
import io.github.featviz.selfcheck.Golden;
import io.github.featviz.selfcheck.SelfDescription;
import java.util.Arrays;

/** Holds a network against the activations that its archive carries. */
public final class SelfCheck {

    private static final String CAUSES =
            "Likely causes: the model was not in evaluation mode (model.eval()) when these were taken; it computes"
                    + " in another precision (give a larger \"tolerance\"); the input's mean and std are not what PyTorch's image was normalised with;"
                    + " or the weights are not the ones that were saved";

    /** Below this, a layer is taken for silent and differences count as they are. */
    private static final double SILENT = 1e-9;

    private final Network network;
    private final double tolerance;
    private double largest;

    private SelfCheck(Network network, double tolerance) {
        this.network = network;
        this.tolerance = tolerance;
    }

    /**
     * Compares every layer that the description has numbers of.
     *
     * @param network opened with the description's own input
     * @throws MismatchException at the first layer that differs by more than the tolerance
     */
    public static Verification of(Network network, SelfDescription description) {
        SelfCheck check = new SelfCheck(network, description.tolerance());
        InputFormat input = network.input();
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray image = manager.create(
                    SelfDescription.image(input), new Shape(1, input.channels(), input.size(), input.size()));
            for (Golden golden : description.goldens()) {
                check.compare(golden, check.activation(golden, image));
            }
        }
        return new Verification(description.goldens().size(), check.largest);
    }

    private NDArray activation(Golden golden, NDArray image) {
        try {
            return network.activation(golden.layer(), image);
        } catch (UnknownLayerException e) {
            throw new MismatchException(
                    "the self-check of the network names a layer that cannot be looked at: " + e.getMessage());
        }
    }

    private void compare(Golden golden, NDArray activation) {
        long[] shape = activation.getShape().getShape();
        if (!Arrays.stream(shape).boxed().toList().equals(golden.shape())) {
            throw mismatch(golden, "shape", golden.shape().toString(), Arrays.toString(shape));
        }
        float[] found = activation.toFloatArray();
        double mean = mean(found);
        double scale = Math.hypot(golden.mean(), golden.std());
        compare(golden, "mean", golden.mean(), mean, scale);
        compare(golden, "standard deviation", golden.std(), std(found, mean), scale);
        for (int sample = 0; sample < golden.values().size(); sample++) {
            int position = Golden.position(sample, found.length);
            compare(golden, "value at " + position, golden.values().get(sample), found[position], scale);
        }
    }

    private void compare(Golden golden, String what, double expected, double found, double scale) {
        double difference = Math.abs(found - expected) / (scale < SILENT ? 1 : scale);
        // Written so that a number that is none does not pass.
        if (!(difference <= tolerance)) {
            throw mismatch(golden, what, "%.6g".formatted(expected), "%.6g".formatted(found));
        }
        largest = Math.max(largest, difference);
    }

    private static MismatchException mismatch(Golden golden, String what, String expected, String found) {
        return new MismatchException("it does not compute what PyTorch did: at layer %s, the %s is %s, expected %s. %s"
                .formatted(golden.layer(), what, found, expected, CAUSES));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double std(float[] values, double mean) {
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
