package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Spread;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter's usual activations: over every place of reference images and photographs, each image with the same weight.
 *
 * @param layer where they are measured
 * @param images number of images
 * @param mean mean activation
 * @param deviation standard deviation of the activation
 * @param active share of the places at which it is above zero
 */
public record Levels(String layer, int images, double mean, double deviation, double active) {

    /**
     * A filter's levels at a layer; nothing where spreads were not measured.
     *
     * @param references the layer's moments over the reference images
     * @param photographs the layer's responses to the photographs
     */
    public static Optional<Levels> of(String layer, int filter, Moments references, List<Response> photographs) {
        Sum sum = new Sum();
        sum.add(references.count(), references.mean(), references.spread(), filter);
        photographs.forEach(photograph -> sum.add(1, photograph.means(), photograph.spread(), filter));
        return sum.count == 0 ? Optional.empty() : Optional.of(sum.levels(layer));
    }

    private static final class Sum {
        private int count;
        private double values;
        private double squares;
        private double active;

        void add(int images, List<Double> means, @Nullable Spread spread, int filter) {
            if (spread != null) {
                count += images;
                values += images * means.get(filter);
                squares += images * spread.squares().get(filter);
                active += images * spread.active().get(filter);
            }
        }

        Levels levels(String layer) {
            double mean = values / count;
            return new Levels(
                    layer, count, mean, Math.sqrt(Math.max(0, squares / count - mean * mean)), active / count);
        }
    }
}
