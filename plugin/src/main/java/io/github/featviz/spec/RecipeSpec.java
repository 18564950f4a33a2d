package io.github.featviz.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A recipe with every setting resolved, so that equal records mean equal pictures. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RecipeSpec.Article.class, name = "article"),
    @JsonSubTypes.Type(value = RecipeSpec.Fourier.class, name = "fourier")
})
public sealed interface RecipeSpec {

    /** Seed of everything random. */
    long seed();

    /** The same recipe with another seed. */
    RecipeSpec withSeed(long seed);

    /** What its pictures are to make large. */
    ObjectiveSpec objective();

    /** A few words for captions, such as {@code "fourier, 224 px, 64 steps"}. */
    String summary();

    /**
     * The article's recipe: Adam on pixels, grown in steps.
     *
     * @param size first edge in pixels
     * @param upscales how often the picture is optimised and then enlarged; 0: one optimisation at {@code size}
     * @param factor enlargement a step
     * @param steps Adam steps before each enlargement
     * @param learningRate Adam's step size
     * @param weightDecay L2 term added to the gradient
     * @param blur edge of the box blur after each enlargement, in pixels; 1: none
     * @param seed seed of the start image
     * @param objective what its pictures are to make large
     */
    record Article(
            int size,
            int upscales,
            double factor,
            int steps,
            double learningRate,
            double weightDecay,
            int blur,
            long seed,
            ObjectiveSpec objective)
            implements RecipeSpec {

        /** The article's own settings. */
        public static final Article DEFAULT = new Article(56, 12, 1.2, 20, 0.1, 1e-6, 5, 1);

        /** With the usual objective. */
        public Article(
                int size,
                int upscales,
                double factor,
                int steps,
                double learningRate,
                double weightDecay,
                int blur,
                long seed) {
            this(size, upscales, factor, steps, learningRate, weightDecay, blur, seed, ObjectiveSpec.CHANNEL);
        }

        @Override
        public Article withSeed(long newSeed) {
            return new Article(size, upscales, factor, steps, learningRate, weightDecay, blur, newSeed, objective);
        }

        @Override
        public String summary() {
            String scales = upscales == 0
                    ? "article, one scale at " + size + " px, " + steps + " steps"
                    : "article, " + size + " px enlarged " + upscales + " times, " + steps + " steps each";
            return scales + objective.suffix();
        }
    }

    /**
     * Fourier spectrum, decorrelated colours, sigmoid, random shift, scale and rotation, growing size.
     *
     * @param size final edge in pixels; earlier stages are 2/7 and 4/7 of it
     * @param steps Adam steps in all; 3/8, 3/8 and 1/4 of them a stage
     * @param exponent how fast the spectrum falls with frequency: 1/f^exponent
     * @param learningRate Adam's step size
     * @param shift largest random shift, as a share of the edge
     * @param scale largest random change of scale, 0.1 for ±10 %
     * @param rotation largest random rotation in degrees
     * @param seed seed of the start spectrum and of the transforms
     * @param objective what its pictures are to make large
     */
    record Fourier(
            int size,
            int steps,
            double exponent,
            double learningRate,
            double shift,
            double scale,
            double rotation,
            long seed,
            ObjectiveSpec objective)
            implements RecipeSpec {

        /** Settings that gave the clearest pictures over several networks. */
        public static final Fourier DEFAULT = new Fourier(224, 64, 1.2, 0.1, 0.03, 0.1, 8, 1);

        /** With the usual objective. */
        public Fourier(
                int size,
                int steps,
                double exponent,
                double learningRate,
                double shift,
                double scale,
                double rotation,
                long seed) {
            this(size, steps, exponent, learningRate, shift, scale, rotation, seed, ObjectiveSpec.CHANNEL);
        }

        @Override
        public Fourier withSeed(long newSeed) {
            return new Fourier(size, steps, exponent, learningRate, shift, scale, rotation, newSeed, objective);
        }

        @Override
        public String summary() {
            return "fourier, " + size + " px, " + steps + " steps" + objective.suffix();
        }
    }
}
