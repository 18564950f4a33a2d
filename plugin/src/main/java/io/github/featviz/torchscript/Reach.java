package io.github.featviz.torchscript;

import java.util.Collection;

/** Which part of the image a value at one position of a feature map can depend on. */
public sealed interface Reach {

    /** No part: no image changes it. */
    record Fixed() implements Reach {}

    /** The whole image. */
    record Whole() implements Reach {}

    /** Not worked out. */
    record Unknown() implements Reach {}

    /**
     * A window that moves with the position.
     *
     * @param y along the image's height
     * @param x along its width
     */
    record Window(Axis y, Axis x) implements Reach {}

    /**
     * A window along one axis.
     *
     * @param size its length in pixels
     * @param stride how many pixels it moves from one position to the next
     * @param center where its middle lies for position 0, in pixels from the middle of the first; padding moves it outwards
     * @see <a href="https://distill.pub/2019/computing-receptive-fields">Araujo, Norris and Sim, Computing Receptive Fields, 2019</a>
     */
    record Axis(long size, long stride, double center) {

        Axis through(long kernel, long step, long padding, long dilation) {
            long extent = dilation * (kernel - 1);
            return new Axis(size + extent * stride, stride * step, center + (extent / 2.0 - padding) * stride);
        }

        private Axis with(Axis other) {
            double from = Math.min(center - (size - 1) / 2.0, other.center - (other.size - 1) / 2.0);
            double to = Math.max(center + (size - 1) / 2.0, other.center + (other.size - 1) / 2.0);
            return new Axis(Math.round(to - from) + 1, stride, (from + to) / 2);
        }
    }

    /** What the image itself reaches: each pixel itself. */
    static Reach image() {
        Axis axis = new Axis(1, 1, 0);
        return new Window(axis, axis);
    }

    /** What a value reaches that is made of others position by position. */
    static Reach of(Collection<Reach> parts) {
        Reach all = new Fixed();
        for (Reach part : parts) {
            all = all.with(part);
        }
        return all;
    }

    private Reach with(Reach other) {
        if (other instanceof Fixed || equals(other)) {
            return this;
        }
        if (this instanceof Fixed) {
            return other;
        }
        if (this instanceof Unknown || other instanceof Unknown) {
            return new Unknown();
        }
        if (this instanceof Window one && other instanceof Window two) {
            boolean together = one.y().stride() == two.y().stride()
                    && one.x().stride() == two.x().stride();
            return together ? new Window(one.y().with(two.y()), one.x().with(two.x())) : new Unknown();
        }
        return new Whole();
    }
}
