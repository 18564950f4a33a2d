package io.github.featviz.result;

import java.util.List;

/**
 * One filter's activations over one image.
 *
 * @param width columns
 * @param height rows
 * @param values row by row, width × height of them
 */
public record FeatureMap(int width, int height, List<Double> values) {}
