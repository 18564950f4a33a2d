package io.github.featviz.gallery;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * A filter's activations as light on the photograph: dark where it is silent, as bright as the photograph where it answers most.
 *
 * <p>The light is laid over the photograph instead of being mixed with it: so one file serves all filters that light it.
 */
final class HeatMap {

    /** How much of the photograph stays visible where the filter is silent. */
    private static final double AMBIENT = 0.16;

    /** Steps from silence to full light. Between cells it changes evenly, so that more would not be seen, only be loaded. */
    private static final int STEPS = 31;

    /** A lit photograph is shown too small for more cells across. */
    private static final int MOST_CELLS = 128;

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

        /** Where a cell begins. */
        private double begin(int cell) {
            return first + (cell - 0.5) * step;
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

        /** How much of the full light a rectangle of cells gives on the average. */
        private double share(int left, int top, int width, int height) {
            double sum = 0;
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++) {
                    sum += share(map.values().get(within(y, map.height()) * map.width() + within(x, map.width())));
                }
            }
            return sum / (width * height);
        }

        private double share(double value) {
            return full > 0 ? Math.min(1, Math.max(0, value) / full) : 0;
        }

        /** Beyond the first and last cell it is as light as there. */
        private static int within(int cell, int cells) {
            return Math.max(0, Math.min(cells - 1, cell));
        }
    }

    /**
     * A part of the photograph, lit: with a picture laid over it that is black, and the clearer the more the filter answers.
     *
     * <p>That has a pixel for each cell, which lies where the cell looks. What shows it enlarged lets the light change evenly from one to
     * the next.
     *
     * @param image the part
     * @param part where it lies in the square that the network saw
     * @param framed what of the square gets a frame; null: nothing
     */
    static Image lit(Image image, Part part, Light light, @Nullable Part framed) throws IOException {
        Cells columns = Cells.of(light.columns(), part.x(), part.width());
        Cells rows = Cells.of(light.rows(), part.y(), part.height());
        double across = image.width() / part.width();
        double down = image.height() / part.height();
        String shade =
                """
                <image href="data:image/png;base64,%s" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"/>"""
                        .formatted(
                                Base64.getEncoder().encodeToString(shade(light, columns, rows)),
                                Figures.coordinate((columns.begin() - part.x()) * across),
                                Figures.coordinate((rows.begin() - part.y()) * down),
                                Figures.coordinate(columns.length() * across),
                                Figures.coordinate(rows.length() * down));
        String frame = framed == null
                ? ""
                : frame(
                        (framed.x() - part.x()) * across,
                        (framed.y() - part.y()) * down,
                        framed.width() * across,
                        framed.height() * down);
        String svg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">%s%s</svg>"""
                .formatted(image.width(), image.height(), shade, frame);
        return image.lit("data:image/svg+xml,"
                + svg.replace("<", "%3C")
                        .replace(">", "%3E")
                        .replace("\"", "%22")
                        .replace(" ", "%20"));
    }

    /** A light line on a dark one, which shows on any photograph, and as thick whatever the size. */
    private static String frame(double x, double y, double width, double height) {
        String line =
                """
                <rect x="%s" y="%s" width="%s" height="%s" fill="none" vector-effect="non-scaling-stroke\""""
                        .formatted(
                                Figures.coordinate(x),
                                Figures.coordinate(y),
                                Figures.coordinate(width),
                                Figures.coordinate(height));
        return """
                %1$s stroke="black" stroke-width="3"/>%1$s stroke="white"/>""".formatted(line);
    }

    /** A pixel for each cell, as a PNG file. */
    private static byte[] shade(Light light, Cells columns, Cells rows) throws IOException {
        byte[] darkness = new byte[columns.count() * rows.count()];
        for (int row = 0; row < rows.count(); row++) {
            for (int column = 0; column < columns.count(); column++) {
                long step = Math.round(
                        (1 - light.share(columns.first(column), rows.first(row), columns.size(), rows.size())) * STEPS);
                darkness[row * columns.count() + column] = (byte) Math.round((1 - AMBIENT) * step / STEPS * 255);
            }
        }
        return Png.black(darkness, columns.count());
    }

    /**
     * The cells along an edge that the light of a part depends on, those just outside it among them; several as one where they are many.
     *
     * @param line where they lie
     * @param first the first one; there is light beyond a map's first and last cell as well
     * @param size how many are taken as one
     * @param count how many that makes
     */
    private record Cells(Line line, int first, int size, int count) {

        static Cells of(Line line, double begin, double length) {
            int first = (int) Math.floor(line.cell(begin));
            int cells = (int) Math.ceil(line.cell(begin + length)) - first + 1;
            int size = (cells + MOST_CELLS - 1) / MOST_CELLS;
            return new Cells(line, first, size, (cells + size - 1) / size);
        }

        /** The first of those that are taken as one. */
        int first(int index) {
            return first + index * size;
        }

        /** Where the first one begins. */
        double begin() {
            return line.begin(first);
        }

        /** How far they go. */
        double length() {
            return count * size * line.step();
        }
    }
}
