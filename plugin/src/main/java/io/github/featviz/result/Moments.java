package io.github.featviz.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How every filter of a layer answers to a set of images: mean, variance and peak of its mean activation.
 *
 * @param count number of images
 * @param mean mean over the images, index = filter
 * @param variance population variance over the images, index = filter
 * @param peak largest over the images, index = filter
 * @param spread how the activations spread over the places of all images; null: not measured
 * @param answers the mean activations themselves, image by image; empty: not kept
 */
public record Moments(
        int count,
        List<Double> mean,
        List<Double> variance,
        List<Double> peak,
        @Nullable Spread spread,
        List<List<Double>> answers) {

    /** Moments alone. */
    public Moments(int count, List<Double> mean, List<Double> variance, List<Double> peak) {
        this(count, mean, variance, peak, null, List.of());
    }
}
