package io.github.featviz.gallery;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter's activations as light on the photograph: dark where it is silent, as bright as the photograph where it answers most.
 */
final class HeatMap {

    /** How much of the photograph stays visible where the filter is silent. */
    private static final double AMBIENT = 0.16;

    /** Full light, and the way from one cell to the next: whole numbers, since there are a hundred thousand pixels to light. */
    private static final int FULL_BITS = 16;

    private static final int FULL = 1 << FULL_BITS;

    private static final int BETWEEN_BITS = 12;

    private static final int BETWEEN = 1 << BETWEEN_BITS;

    private HeatMap() {}

    /** The largest activation of a map, at least 0. */
    static double peak(FeatureMap map) {
        return map.values().isEmpty() ? 0 : Math.max(0, Collections.max(map.values()));
    }

    /**
     * A part of the square that the network saw, its edge being 1.
     *
     * @param x left edge
     * @param y top edge
     */
    record Part(double x, double y, double width, double height) {

        /** All of it. */
        static final Part ALL = new Part(0, 0, 1, 1);
    }

    /**
     * Where the middles of a row or column of cells lie in the square that the network saw, its edge being 1.
     *
     * @param first the first one's place
     * @param step from one to the next
     */
    record Line(double first, double step) {

        /** As many cells as there are, spread over the whole edge. */
        private static Line even(int cells) {
            return new Line(0.5 / cells, 1.0 / cells);
        }

        /** The middles of what the cells depend on; a place is counted from the middle of the first pixel. */
        private static Line of(ReceptiveField.Axis axis, int cells, int edge) {
            return axis.stride() == 0
                    ? even(cells)
                    : new Line((axis.center() + 0.5) / edge, (double) axis.stride() / edge);
        }

        /** Which cell has its middle at a place; between two of them, a part of the way. */
        private double cell(double place) {
            return (place - first) / step;
        }
    }

    /**
     * A filter's activations, and where they light.
     *
     * @param map the activations; negative ones count as silence
     * @param full activation that lights fully; one value for all photographs of a filter makes them comparable
     * @param columns where the columns of cells lie
     * @param rows where the rows of cells lie
     */
    record Light(FeatureMap map, double full, Line columns, Line rows) {

        /**
         * Light that falls where the cells look.
         *
         * @param field the receptive field of the map's layer; null: not known, and so they are taken to cover the whole square
         * @param edge edge of the square that the network saw, in pixels
         */
        static Light of(FeatureMap map, double full, @Nullable ReceptiveField field, int edge) {
            return field == null
                    ? new Light(map, full, Line.even(map.width()), Line.even(map.height()))
                    : new Light(
                            map, full, Line.of(field.x(), map.width(), edge), Line.of(field.y(), map.height(), edge));
        }
    }

    /**
     * A part of the photograph, lit.
     *
     * @param crop the part, RGB
     * @param part where it lies in the square that the network saw
     */
    static BufferedImage light(BufferedImage crop, Part part, Light light) {
        int width = crop.getWidth();
        int height = crop.getHeight();
        int[] pixels = Jpeg.pixels(crop);
        byte[] samples = new byte[pixels.length * Jpeg.SAMPLES];
        Cells cells = new Cells(light.map(), light.full(), columns(width, part, light.columns()));
        int[] lights = new int[width];
        for (int y = 0; y < height; y++) {
            cells.light(light.rows().cell(part.y() + (y + 0.5) / height * part.height()), lights);
            light(pixels, y * width, lights, samples);
        }
        return Jpeg.image(samples, width, height);
    }

    /** Where the middles of an image's columns are, in cells of the map. */
    private static double[] columns(int width, Part part, Line line) {
        double[] columns = new double[width];
        for (int x = 0; x < width; x++) {
            columns[x] = line.cell(part.x() + (x + 0.5) / width * part.width());
        }
        return columns;
    }

    /** Lights a row of pixels. */
    private static void light(int[] pixels, int begin, int[] lights, byte[] samples) {
        int sample = begin * Jpeg.SAMPLES;
        for (int x = 0; x < lights.length; x++) {
            int rgb = pixels[begin + x];
            samples[sample++] = lit(rgb >> 16, lights[x]);
            samples[sample++] = lit(rgb >> 8, lights[x]);
            samples[sample++] = lit(rgb, lights[x]);
        }
    }

    private static byte lit(int colour, int light) {
        return (byte) (((colour & 0xff) * light + FULL / 2) >> FULL_BITS);
    }

    /** The light of a map's rows of cells, in parts of the full one, spread to the columns of the image. */
    private static final class Cells {

        private final int[][] rows;

        Cells(FeatureMap map, double full, double[] columns) {
            rows = new int[map.height()][];
            for (int y = 0; y < rows.length; y++) {
                rows[y] = spread(map.values().subList(y * map.width(), (y + 1) * map.width()), full, columns);
            }
        }

        private static int[] spread(List<Double> cells, double full, double[] columns) {
            int[] lights = cells.stream().mapToInt(value -> light(value, full)).toArray();
            int[] row = new int[columns.length];
            for (int x = 0; x < row.length; x++) {
                int left = (int) Math.floor(columns[x]);
                int right = (int) ((columns[x] - left) * BETWEEN);
                row[x] = between(lights[within(left, lights.length)], lights[within(left + 1, lights.length)], right);
            }
            return row;
        }

        private static int light(double value, double full) {
            double share = full > 0 ? Math.min(1, Math.max(0, value) / full) : 0;
            return (int) Math.round((AMBIENT + (1 - AMBIENT) * share) * FULL);
        }

        /** Fills in the light of a row of the image, which is between two rows of cells. */
        void light(double y, int[] lights) {
            int top = (int) Math.floor(y);
            int down = (int) ((y - top) * BETWEEN);
            int[] above = rows[within(top, rows.length)];
            int[] below = rows[within(top + 1, rows.length)];
            for (int x = 0; x < lights.length; x++) {
                lights[x] = between(above[x], below[x], down);
            }
        }

        /** Beyond the first and last cell it is as light as there. */
        private static int within(int cell, int cells) {
            return Math.max(0, Math.min(cells - 1, cell));
        }

        private static int between(int here, int there, int way) {
            return ((BETWEEN - way) * here + way * there) >> BETWEEN_BITS;
        }
    }
}
