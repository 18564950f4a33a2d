package io.github.featviz.gallery;

import io.github.featviz.result.FeatureMap;
import java.awt.image.BufferedImage;
import java.util.Collections;

/**
 * A filter's activations as light on the photograph: dark where it is silent, as bright as the photograph where it answers most.
 */
final class HeatMap {

    /** How much of the photograph stays visible where the filter is silent. */
    private static final double AMBIENT = 0.16;

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
        int[] pixels = crop.getRGB(0, 0, width, height, null, 0, width);
        Cells cells = new Cells(map);
        int[] left = new int[width];
        double[] right = new double[width];
        for (int x = 0; x < width; x++) {
            double column = (part.x() + (x + 0.5) / width * part.width()) * map.width() - 0.5;
            left[x] = (int) Math.floor(column);
            right[x] = column - left[x];
        }
        for (int y = 0; y < height; y++) {
            double[] row = cells.row((part.y() + (y + 0.5) / height * part.height()) * map.height() - 0.5);
            for (int x = 0; x < width; x++) {
                // The row begins one cell before the map.
                double value = (1 - right[x]) * row[left[x] + 1] + right[x] * row[left[x] + 2];
                double share = full > 0 ? Math.min(1, Math.max(0, value) / full) : 0;
                pixels[y * width + x] = scaled(pixels[y * width + x], AMBIENT + (1 - AMBIENT) * share);
            }
        }
        BufferedImage lit = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        lit.setRGB(0, 0, width, height, pixels, 0, width);
        return lit;
    }

    /** A map's values where each pixel can get at them without unpacking. */
    private static final class Cells {

        private final int width;
        private final int height;
        private final double[] values;

        Cells(FeatureMap map) {
            this.width = map.width();
            this.height = map.height();
            this.values = map.values().stream().mapToDouble(Double::doubleValue).toArray();
        }

        /** The row at a height, between two rows of cells; the first and last cell are there twice. */
        double[] row(double y) {
            int top = (int) Math.floor(y);
            double down = y - top;
            double[] row = new double[width + 2];
            for (int x = -1; x <= width; x++) {
                row[x + 1] = (1 - down) * cell(x, top) + down * cell(x, top + 1);
            }
            return row;
        }

        private double cell(int x, int y) {
            int column = Math.max(0, Math.min(width - 1, x));
            int row = Math.max(0, Math.min(height - 1, y));
            return values[row * width + column];
        }
    }

    private static int scaled(int rgb, double factor) {
        int red = (int) (((rgb >> 16) & 0xff) * factor + 0.5);
        int green = (int) (((rgb >> 8) & 0xff) * factor + 0.5);
        int blue = (int) ((rgb & 0xff) * factor + 0.5);
        return red << 16 | green << 8 | blue;
    }
}
