package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
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
    public NDArray apply(NDArray images, List<RandomGenerator> randoms) {
        float[] affine = new float[6 * randoms.size()];
        for (int i = 0; i < randoms.size(); i++) {
            System.arraycopy(affine(randoms.get(i)), 0, affine, 6 * i, 6);
        }
        return ops.view(images, images.getManager().create(affine, new Shape(randoms.size(), 2, 3)));
    }

    /** Where each output position comes from, two rows of three. */
    private float[] affine(RandomGenerator random) {
        double angle = Math.toRadians(between(random, rotation));
        double zoom = 1 / (1 + between(random, scale));
        float cos = (float) (zoom * Math.cos(angle));
        float sin = (float) (zoom * Math.sin(angle));
        // The coordinates span two units from border to border.
        float x = (float) between(random, 2 * shift);
        float y = (float) between(random, 2 * shift);
        return new float[] {cos, -sin, x, sin, cos, y};
    }

    private static double between(RandomGenerator random, double limit) {
        return limit * (2 * random.nextDouble() - 1);
    }
}
