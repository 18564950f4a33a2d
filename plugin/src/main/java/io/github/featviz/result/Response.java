package io.github.featviz.result;

import java.util.List;

/**
 * What one image does to one layer.
 *
 * @param means mean activation of every feature map, index = filter
 */
public record Response(List<Double> means) {}
