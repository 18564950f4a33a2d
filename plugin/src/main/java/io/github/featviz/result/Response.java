package io.github.featviz.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one image does to one layer.
 *
 * @param means mean activation of every feature map, index = filter
 * @param spread how the activations spread over the image; null: not measured
 */
public record Response(List<Double> means, @Nullable Spread spread) {

    /** Means alone. */
    public Response(List<Double> means) {
        this(means, null);
    }
}
