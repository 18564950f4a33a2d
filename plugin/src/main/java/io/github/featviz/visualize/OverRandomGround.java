package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A transparent picture over a ground that changes from step to step: what the network needs has to become opaque.
 *
 * <p>Source: Mordvintsev and others, "Differentiable Image Parameterizations", Distill 2018.
 *
 * @param then what happens to the picture on its ground
 */
record OverRandomGround(ImageOps ops, Transform then) implements Transform {

    /** The ground has so many blotches of colour across. */
    private static final int BLOTCHES = 6;

    @Override
    public NDArray apply(NDArray images, List<RandomGenerator> randoms) {
        int colours = Math.toIntExact(images.getShape().get(1)) - 1;
        int each = colours * BLOTCHES * BLOTCHES;
        float[] blotches = new float[randoms.size() * each];
        for (int i = 0; i < blotches.length; i++) {
            blotches[i] = randoms.get(i / each).nextFloat();
        }
        NDArray ground = images.getManager().create(blotches, new Shape(randoms.size(), colours, BLOTCHES, BLOTCHES));
        return then.apply(ops.over(images, ground), randoms);
    }
}
