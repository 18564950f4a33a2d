package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.List;

/**
 * Adam on a picture that is seen under random shift, scale and rotation, at three growing sizes.
 *
 * @param medium what the optimiser changes
 * @param size final edge in pixels; earlier stages are 2/7 and 4/7 of it
 * @param steps Adam steps in all; 3/8, 3/8 and 1/4 of them a stage
 * @param exponent how fast the spectrum falls with frequency: 1/f^exponent
 * @param learningRate Adam's step size; at the final size a spectrum's is twice that
 * @param shift largest random shift, as a share of the edge
 * @param scale largest random change of scale, 0.1 for ±10 %
 * @param rotation largest random rotation in degrees
 * @param transparent whether the picture has an opacity as well
 * @param diversity how many pictures of a filter are drawn against each other; 1: one for itself
 */
public record FourierRecipe(
        Medium medium,
        int size,
        int steps,
        double exponent,
        double learningRate,
        double shift,
        double scale,
        double rotation,
        boolean transparent,
        int diversity)
        implements Recipe {

    /** At the final size, where steps are dear, each goes so much further in a spectrum. */
    private static final double FINISH = 2;

    /** An opaque spectrum, each picture for itself. */
    public FourierRecipe(
            int size, int steps, double exponent, double learningRate, double shift, double scale, double rotation) {
        this(Medium.SPECTRUM, size, steps, exponent, learningRate, shift, scale, rotation, false, 1);
    }

    /** What a picture is made of while it is drawn. */
    public enum Medium {
        /** Real and imaginary parts of a Fourier spectrum. */
        SPECTRUM,
        /** Phases of a Fourier spectrum of given magnitudes. */
        PHASES,
        /** Pixels. */
        PIXELS
    }

    @Override
    public List<Stage> stages() {
        int early = steps * 3 / 8;
        return List.of(
                new Stage(Math.round(size * 2 / 7f), early),
                new Stage(Math.round(size * 4 / 7f), early),
                new Stage(size, steps - 2 * early));
    }

    @Override
    public Adam.Settings optimizer(Stage stage) {
        boolean finishing = medium == Medium.SPECTRUM && stage.edge() == size;
        return new Adam.Settings(finishing ? FINISH * learningRate : learningRate, 0);
    }

    @Override
    public boolean drawsAwake() {
        return true;
    }

    @Override
    public Parameterization parameterization(InputFormat input, ImageOps ops) {
        return switch (medium) {
            case SPECTRUM -> new FourierImage(ops, input, exponent, transparent);
            case PHASES -> new PhaseImage(new FourierImage(ops, input, exponent, false));
            case PIXELS -> new PixelImage(input, 1);
        };
    }

    @Override
    public Transform transform(ImageOps ops) {
        Transform affine = new RandomAffine(ops, shift, scale, rotation);
        return transparent ? new OverRandomGround(ops, affine) : affine;
    }
}
