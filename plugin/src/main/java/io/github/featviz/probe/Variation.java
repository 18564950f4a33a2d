package io.github.featviz.probe;

import java.util.List;
import java.util.stream.IntStream;

/** A way to change a picture step by step; one of the steps leaves it as it is. */
public enum Variation {

    /** Turned counter-clockwise by degrees. */
    ROTATION {
        @Override
        public List<Double> steps() {
            return degrees(24, 15);
        }

        @Override
        Planes changed(Planes picture, double step) {
            double cos = Math.cos(Math.toRadians(step));
            double sin = Math.sin(Math.toRadians(step));
            // Rows count downwards.
            return picture.mapped(cos, -sin, sin, cos);
        }
    },

    /** Mirrored across an axis at so many degrees, counter-clockwise from the horizontal, which is 180; 0: not mirrored. */
    REFLECTION {
        @Override
        public List<Double> steps() {
            return degrees(13, 15);
        }

        @Override
        Planes changed(Planes picture, double step) {
            if (step == 0) {
                return picture;
            }
            double cos = Math.cos(Math.toRadians(2 * step));
            double sin = Math.sin(Math.toRadians(2 * step));
            return picture.mapped(cos, -sin, -sin, -cos);
        }
    },

    /** Enlarged by a factor. */
    SCALE {
        @Override
        public List<Double> steps() {
            return factors();
        }

        @Override
        Planes changed(Planes picture, double step) {
            int width = (int) Math.round(picture.width() * step);
            int height = (int) Math.round(picture.height() * step);
            return picture.resize(width, height).centred(picture.width(), picture.height());
        }
    },

    /** Hues turned by degrees, from red by green to blue, at the same mean of red, green and blue. */
    COLOUR {
        @Override
        public List<Double> steps() {
            return degrees(12, 30);
        }

        @Override
        Planes changed(Planes picture, double step) {
            double cos = Math.cos(Math.toRadians(step));
            double sin = Math.sin(Math.toRadians(step)) / Math.sqrt(3);
            double even = (1 - cos) / 3;
            return picture.mixed(even + cos, even - sin, even + sin);
        }
    };

    private static List<Double> degrees(int count, int apart) {
        return IntStream.range(0, count)
                .mapToObj(step -> (double) (step * apart))
                .toList();
    }

    /** From half to double, four steps an octave. */
    private static List<Double> factors() {
        return IntStream.rangeClosed(-4, 4)
                .mapToObj(quarter -> Math.pow(2, quarter / 4.0))
                .toList();
    }

    /** How far the picture is changed, as in {@link io.github.featviz.result.Tuning#steps()}. */
    public abstract List<Double> steps();

    /** The picture changed so far, at its size; where it does not reach, it goes on mirrored. */
    abstract Planes changed(Planes picture, double step);
}
