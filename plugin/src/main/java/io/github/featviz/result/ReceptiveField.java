package io.github.featviz.result;

/**
 * Which part of the image a value of a feature map can depend on.
 *
 * @param y along the image's height
 * @param x along its width
 * @see <a href="https://distill.pub/2019/computing-receptive-fields">Araujo, Norris and Sim, Computing Receptive Fields, 2019</a>
 */
public record ReceptiveField(Axis y, Axis x) {

    /** The whole image, whatever its size. */
    public static final ReceptiveField WHOLE = new ReceptiveField(new Axis(0, 0, 0), new Axis(0, 0, 0));

    /**
     * A window along one axis.
     *
     * @param size its length in pixels; 0: the whole image
     * @param stride how many pixels it moves from one position of the feature map to the next; 0: there is but one
     * @param center where its middle lies for the first position, in pixels from the middle of the first pixel
     */
    public record Axis(long size, long stride, double center) {}

    /** Whether it is the whole image, whatever its size. */
    public boolean coversAll() {
        return equals(WHOLE);
    }
}
