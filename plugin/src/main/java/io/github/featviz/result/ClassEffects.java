package io.github.featviz.result;

import java.util.List;

/**
 * What a filter says for and against the classes of a classifier: how each class's score (logit), against the average of all classes,
 * changes while the filter's activation rises by one of its standard deviations everywhere. That is the score's derivative along the
 * feature map, times the deviation.
 *
 * @param images over how many images it is averaged
 * @param deviation the standard deviation
 * @param effects index = class; their mean is zero; empty: the network is no classifier, or cannot be looked into that way
 */
public record ClassEffects(int images, double deviation, List<Double> effects) {}
