package io.github.featviz.result;

import java.util.List;

/**
 * How the activations of a layer's filters spread over the places of an image, or of several of the same size.
 *
 * @param squares mean of the squared activation, index = filter
 * @param active share of the places at which the activation is above zero, index = filter
 */
public record Spread(List<Double> squares, List<Double> active) {}
