package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** Another network whose layers answer as a test has it. */
public final class AnsweringNetwork extends DelegatingNetwork {

    private final Answer answer;

    /**
     * Answers otherwise than a network.
     *
     * @param network the network; closed with this
     * @param answer what is answered
     */
    public AnsweringNetwork(Network network, Answer answer) {
        super(network);
        this.answer = answer;
    }

    /** What a layer answers. */
    @FunctionalInterface
    public interface Answer {

        /**
         * To some images.
         *
         * @param images what is shown
         * @param usual what the network answers
         */
        NDArray to(NDArray images, Supplier<NDArray> usual);
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        return answer.to(images, () -> network.activation(layer, images));
    }
}
