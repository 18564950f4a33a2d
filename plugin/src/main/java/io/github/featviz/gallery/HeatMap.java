package io.github.featviz.gallery;

import io.github.featviz.result.FeatureMap;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Collections;

/**
 * A filter's activations as light on the photograph: dark where it is silent, as bright as the photograph where it answers most.
 */
final class HeatMap {

    /** How much of the photograph stays visible where the filter is silent. */
    private static final double AMBIENT = 0.16;

    /** Full light, and the way from one cell to the next: whole numbers, since there are a hundred thousand pixels to light. */
    private static final int FULL_BITS = 16;

    private static final int FULL = 1 << FULL_BITS;

    private static final int BETWEEN = 1 << 12;

    private HeatMap() {}

    /** The largest activation of a map, at least 0. */
    static double peak(FeatureMap map) {
        return map.values().isEmpty() ? 0 : Math.max(0, Collections.max(map.values()));
    }

    /**
     * The photograph lit by the map.
     *
     * @param crop square crop as the network saw it, RGB
     * @param map the activations; negative ones count as silence
     * @param full activation that lights fully; one value for all photographs of a filter makes them comparable
     */
    static BufferedImage light(BufferedImage crop, FeatureMap map, double full) {
        return light(crop, new Part(0, 0, 1, 1), map, full);
    }

    /**
     * A part of the square that the network saw, its edge being 1.
     *
     * @param x left edge
     * @param y top edge
     */
    record Part(double x, double y, double width, double height) {}

    /** A part of the photograph lit by the map, which covers all of it. */
    static BufferedImage light(BufferedImage crop, Part part, FeatureMap map, double full) {
        int width = crop.getWidth();
        int height = crop.getHeight();
        BufferedImage lit = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = copied(crop, lit);
        Cells cells = new Cells(map, full);
        int[] left = new int[width];
        int[] right = new int[width];
        int[] lights = new int[width];
        for (int x = 0; x < width; x++) {
            double column = (part.x() + (x + 0.5) / width * part.width()) * map.width() - 0.5;
            left[x] = (int) Math.floor(column);
            right[x] = (int) ((column - left[x]) * BETWEEN);
        }
        for (int y = 0; y < height; y++) {
            int[] row = cells.row((part.y() + (y + 0.5) / height * part.height()) * map.height() - 0.5);
            for (int x = 0; x < width; x++) {
                // The row begins one cell before the map.
                lights[x] = ((BETWEEN - right[x]) * row[left[x] + 1] + right[x] * row[left[x] + 2]) / BETWEEN;
            }
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = scaled(pixels[y * width + x], lights[x]);
            }
        }
        return lit;
    }

    /** The pixels of the copy itself, rows from the top: through an image's methods each costs as much as its light. */
    private static int[] copied(BufferedImage image, BufferedImage copy) {
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
    }

    private static int scaled(int rgb, int light) {
        int red = (((rgb >> 16) & 0xff) * light + FULL / 2) >> FULL_BITS;
        int green = (((rgb >> 8) & 0xff) * light + FULL / 2) >> FULL_BITS;
        int blue = ((rgb & 0xff) * light + FULL / 2) >> FULL_BITS;
        return red << 16 | green << 8 | blue;
    }

    /** The light of a map's cells, in parts of the full one. */
    private static final class Cells {

        private final int width;
        private final int height;
        private final int[] lights;

        Cells(FeatureMap map, double full) {
            this.width = map.width();
            this.height = map.height();
            this.lights =
                    map.values().stream().mapToInt(value -> light(value, full)).toArray();
        }

        private static int light(double value, double full) {
            double share = full > 0 ? Math.min(1, Math.max(0, value) / full) : 0;
            return (int) Math.round((AMBIENT + (1 - AMBIENT) * share) * FULL);
        }

        /** The row at a height, between two rows of cells; the first and last cell are there twice. */
        int[] row(double y) {
            int top = (int) Math.floor(y);
            int down = (int) ((y - top) * BETWEEN);
            int[] row = new int[width + 2];
            for (int x = -1; x <= width; x++) {
                row[x + 1] = ((BETWEEN - down) * cell(x, top) + down * cell(x, top + 1)) / BETWEEN;
            }
            return row;
        }

        private int cell(int x, int y) {
            int column = Math.max(0, Math.min(width - 1, x));
            int row = Math.max(0, Math.min(height - 1, y));
            return lights[row * width + column];
        }
    }
}
