package io.github.featviz.result;

import java.util.List;

/**
 * The network's own answer to an image.
 *
 * @param top the likeliest classes, best first; empty when the network is no classifier
 */
public record Classification(List<Score> top) {

    /**
     * A class and how likely the network finds it.
     *
     * @param index class number, from 0
     * @param probability after softmax, in [0, 1]
     */
    public record Score(int index, double probability) {}
}
