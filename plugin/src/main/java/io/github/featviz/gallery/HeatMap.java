package io.github.featviz.gallery;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A filter's activations as light on the photograph: dark where it is silent, as bright as the photograph where it answers most.
 *
 * <p>The light is laid over the photograph instead of being mixed with it: so one file serves all filters that light it.
 */
final class HeatMap {

    /** How much of the photograph stays visible where the filter is silent. */
    private static final double AMBIENT = 0.16;

    /** Steps from silence to full light: more would hardly be seen and would have to be loaded. */
    private static final int STEPS = 31;

    /** Browsers that draw without a graphics card enlarge by steps, which are seen where pixels are very large. */
    private static final int LEAST_PIXELS = 28;

    /** A lit photograph is not shown large enough for more. */
    private static final int MOST_PIXELS = 128;

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

        /** Where a cell has its middle. */
        private double place(double cell) {
            return first + cell * step;
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

        /** Parts of the full light that the cells give, row by row. */
        private double[] shares() {
            return map.values().stream()
                    .mapToDouble(value -> full > 0 ? Math.min(1, Math.max(0, value) / full) : 0)
                    .toArray();
        }
    }

    /**
     * A part of the photograph, lit: with a picture laid over it that is black, and the clearer the more the filter answers.
     *
     * <p>That has hardly more pixels than the map has cells, which lie where the cells look. What shows it enlarged lets the light change
     * evenly from one to the next.
     *
     * @param image the part
     * @param part where it lies in the square that the network saw
     * @param framed what of the square gets a frame; null: nothing
     */
    static Image lit(Image image, Part part, Light light, @Nullable Part framed) throws IOException {
        Pixels columns = Pixels.of(light.columns(), part.x(), part.width());
        Pixels rows = Pixels.of(light.rows(), part.y(), part.height());
        Part shaded = new Part(columns.begin(), rows.begin(), columns.length(), rows.length());
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + image.width() + " " + image.height()
                + "\">"
                + "<image" + place(shaded, part, image) + " preserveAspectRatio=\"none\" href=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(shade(light, columns, rows)) + "\"/>"
                + (framed == null ? "" : frame(place(framed, part, image)))
                + "</svg>";
        return image.lit("data:image/svg+xml,"
                + svg.replace("<", "%3C")
                        .replace(">", "%3E")
                        .replace("\"", "%22")
                        .replace(" ", "%20"));
    }

    /** A light line on a dark one, which shows on any photograph, and as thick whatever the size. */
    private static String frame(String place) {
        String line = "<rect" + place + " fill=\"none\" vector-effect=\"non-scaling-stroke\"";
        return line + " stroke=\"black\" stroke-width=\"3\"/>" + line + " stroke=\"white\"/>";
    }

    /** Where something in the square lies in the image of a part of it. */
    private static String place(Part place, Part part, Image image) {
        double across = image.width() / part.width();
        double down = image.height() / part.height();
        return " x=\"" + Figures.coordinate((place.x() - part.x()) * across)
                + "\" y=\"" + Figures.coordinate((place.y() - part.y()) * down)
                + "\" width=\"" + Figures.coordinate(place.width() * across)
                + "\" height=\"" + Figures.coordinate(place.height() * down) + "\"";
    }

    /** The picture that is laid over the part, as a PNG file. */
    private static byte[] shade(Light light, Pixels columns, Pixels rows) throws IOException {
        Cells cells = new Cells(light);
        byte[] opacity = new byte[columns.count() * rows.count()];
        for (int y = 0; y < rows.count(); y++) {
            for (int x = 0; x < columns.count(); x++) {
                double share = columns.step() > 1 || rows.step() > 1
                        ? cells.mean(columns.cells(x), rows.cells(y))
                        : cells.at(columns.cell(x), rows.cell(y));
                double silence = (double) Math.round((1 - share) * STEPS) / STEPS;
                opacity[y * columns.count() + x] = (byte) Math.round(silence * (1 - AMBIENT) * 255);
            }
        }
        return Png.black(opacity, columns.count());
    }

    /** Parts of the full light that the cells give; beyond the first and last one it is as light as there. */
    private static final class Cells {

        private final double[] shares;
        private final int width;
        private final int height;

        Cells(Light light) {
            shares = light.shares();
            width = light.map().width();
            height = light.map().height();
        }

        private double share(int column, int row) {
            return shares[width * within(row, height) + within(column, width)];
        }

        private static int within(int cell, int cells) {
            return Math.max(0, Math.min(cells - 1, cell));
        }

        /** Between cells, a part of the way from one to the next. */
        double at(double column, double row) {
            int left = (int) Math.floor(column);
            int top = (int) Math.floor(row);
            double way = column - left;
            return between(
                    between(share(left, top), share(left + 1, top), way),
                    between(share(left, top + 1), share(left + 1, top + 1), way),
                    row - top);
        }

        private static double between(double here, double there, double way) {
            return here + (there - here) * way;
        }

        /** Of several cells: none must vanish between two pixels. */
        double mean(List<Integer> columns, List<Integer> rows) {
            return rows.stream()
                    .flatMapToDouble(row -> columns.stream().mapToDouble(column -> share(column, row)))
                    .average()
                    .orElse(0);
        }
    }

    /**
     * Pixels along an edge for the cells that the light of a part depends on, those just outside it among them.
     *
     * @param line where the cells lie
     * @param first which cell the first pixel's middle is at
     * @param step cells from one pixel to the next
     */
    private record Pixels(Line line, double first, double step, int count) {

        static Pixels of(Line line, double begin, double length) {
            int first = (int) Math.floor(line.cell(begin));
            int ways = Math.max(1, (int) Math.ceil(line.cell(begin + length)) - first);
            if (ways < MOST_PIXELS) {
                int pixels = (LEAST_PIXELS + ways - 2) / ways;
                return new Pixels(line, first, 1.0 / pixels, ways * pixels + 1);
            }
            int cells = (ways + MOST_PIXELS) / MOST_PIXELS;
            return new Pixels(line, first + (cells - 1) / 2.0, cells, (ways + cells) / cells);
        }

        /** The cell at a pixel's middle; between two of them, a part of the way. */
        double cell(int pixel) {
            return first + pixel * step;
        }

        /** The cells that a pixel stands for. */
        List<Integer> cells(int pixel) {
            int several = Math.max(1, (int) Math.round(step));
            int from = (int) Math.round(cell(pixel) - (several - 1) / 2.0);
            return IntStream.range(from, from + several).boxed().toList();
        }

        /** Where the first one begins. */
        double begin() {
            return line.place(first - step / 2);
        }

        /** How far they go. */
        double length() {
            return count * step * line.step();
        }
    }
}
