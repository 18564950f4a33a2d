package io.github.featviz.evidence;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import org.jspecify.annotations.Nullable;

/**
 * A part of the square that the network saw, in its pixels.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 1
 * @param height at least 1
 */
public record Region(int x, int y, int width, int height) {

    /**
     * What a filter's largest activation can depend on, as far as it lies in the image.
     *
     * @param field the layer's receptive field; null: not known, and so the whole image
     * @param map the filter's activations over the image
     * @param edge edge of the image
     */
    public static Region ofPeak(@Nullable ReceptiveField field, FeatureMap map, int edge) {
        if (field == null) {
            return whole(edge);
        }
        int peak = 0;
        for (int i = 1; i < map.values().size(); i++) {
            if (map.values().get(i) > map.values().get(peak)) {
                peak = i;
            }
        }
        int[] rows = span(field.y(), peak / map.width(), edge);
        int[] columns = span(field.x(), peak % map.width(), edge);
        return new Region(columns[0], rows[0], columns[1] - columns[0], rows[1] - rows[0]);
    }

    /** All of an image. */
    public static Region whole(int edge) {
        return new Region(0, 0, edge, edge);
    }

    /** Whether it is all of an image. */
    public boolean isWhole(int edge) {
        return equals(whole(edge));
    }

    /** From the first pixel on to the one behind the last. */
    private static int[] span(ReceptiveField.Axis axis, int position, int edge) {
        if (axis.size() == 0) {
            return new int[] {0, edge};
        }
        double middle = axis.center() + (double) axis.stride() * position;
        long first = Math.round(middle - (axis.size() - 1) / 2.0);
        int begin = Math.toIntExact(Math.max(0, Math.min(edge - 1, first)));
        int end = Math.toIntExact(Math.max(begin + 1, Math.min(edge, first + axis.size())));
        return new int[] {begin, end};
    }
}
