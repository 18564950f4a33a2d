package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.List;

/**
 * Adam on a Fourier spectrum in decorrelated colours, seen under random shift, scale and rotation, at three growing sizes.
 *
 * @param size final edge in pixels; earlier stages are 2/7 and 4/7 of it
 * @param steps Adam steps in all; 3/8, 3/8 and 1/4 of them a stage
 * @param exponent how fast the spectrum falls with frequency: 1/f^exponent
 * @param learningRate Adam's step size
 * @param shift largest random shift, as a share of the edge
 * @param scale largest random change of scale, 0.1 for ±10 %
 * @param rotation largest random rotation in degrees
 */
public record FourierRecipe(
        int size, int steps, double exponent, double learningRate, double shift, double scale, double rotation)
        implements Recipe {

    @Override
    public List<Stage> stages() {
        int early = steps * 3 / 8;
        return List.of(
                new Stage(Math.round(size * 2 / 7f), early),
                new Stage(Math.round(size * 4 / 7f), early),
                new Stage(size, steps - 2 * early));
    }

    @Override
    public Adam.Settings optimizer() {
        return new Adam.Settings(learningRate, 0);
    }

    @Override
    public Parameterization parameterization(InputFormat input, ImageOps ops) {
        return new FourierImage(ops, input, exponent);
    }

    @Override
    public Transform transform(ImageOps ops) {
        return new RandomAffine(ops, shift, scale, rotation);
    }
}
