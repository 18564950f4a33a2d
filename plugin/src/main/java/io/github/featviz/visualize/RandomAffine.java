package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * Random shift, scale and rotation as one affine map, so that the picture is resampled only once.
 *
 * @param shift largest shift, as a share of the edge
 * @param scale largest change of scale, 0.1 for ±10 %
 * @param rotation largest rotation in degrees
 */
record RandomAffine(ImageOps ops, double shift, double scale, double rotation) implements Transform {

    @Override
    public NDArray apply(NDArray image, RandomGenerator random) {
        double angle = Math.toRadians(between(random, rotation));
        double zoom = 1 / (1 + between(random, scale));
        float cos = (float) (zoom * Math.cos(angle));
        float sin = (float) (zoom * Math.sin(angle));
        // The coordinates span two units from border to border.
        float x = (float) between(random, 2 * shift);
        float y = (float) between(random, 2 * shift);
        NDArray affine = image.getManager().create(new float[] {cos, -sin, x, sin, cos, y}, new Shape(1, 2, 3));
        return ops.view(image, affine);
    }

    private static double between(RandomGenerator random, double limit) {
        return limit * (2 * random.nextDouble() - 1);
    }
}
