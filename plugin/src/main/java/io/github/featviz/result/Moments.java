package io.github.featviz.result;

import java.util.List;

/**
 * How every filter of a layer answers to a set of images: mean, variance and peak of its mean activation.
 *
 * @param count number of images
 * @param mean mean over the images, index = filter
 * @param variance population variance over the images, index = filter
 * @param peak largest over the images, index = filter
 */
public record Moments(int count, List<Double> mean, List<Double> variance, List<Double> peak) {}
