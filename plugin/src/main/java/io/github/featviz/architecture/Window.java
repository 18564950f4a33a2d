package io.github.featviz.architecture;

/**
 * How a convolution or pooling moves over its input, in pixels.
 *
 * @param height of the kernel
 * @param width of the kernel
 * @param stride in both directions
 * @param padTop padding above and below
 * @param padLeft padding left and right
 */
record Window(int height, int width, int stride, int padTop, int padLeft) {

    /** A square one that moves by one pixel, without padding. */
    static Window of(int size) {
        return new Window(size, size, 1, 0, 0);
    }

    /** One that moves by one pixel and is padded so that the size stays. */
    static Window same(int height, int width) {
        return new Window(height, width, 1, height / 2, width / 2);
    }

    /** A square one that moves by one pixel and is padded so that the size stays. */
    static Window same(int size) {
        return same(size, size);
    }

    Window stride(int pixels) {
        return new Window(height, width, pixels, padTop, padLeft);
    }

    Window padding(int pixels) {
        return new Window(height, width, stride, pixels, pixels);
    }

    String kernelText() {
        return "[" + height + ", " + width + "]";
    }

    String strideText() {
        return "[" + stride + ", " + stride + "]";
    }

    String paddingText() {
        return "[" + padTop + ", " + padLeft + "]";
    }
}
