package io.github.featviz.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;

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

    /** How many different pictures of a filter are drawn against each other; 1: each picture is for itself. */
    default int diversity() {
        return 1;
    }

    /** The same recipe for another of the pictures that are drawn against each other, counted from 0. */
    default RecipeSpec withMember(int member) {
        return this;
    }

    /** Which of the pictures it is that are drawn against each other, counted from 0. */
    default int member() {
        return 0;
    }

    /** Steps of the optimiser for a picture, at all sizes together. */
    int allSteps();

    /** The pixels of all steps together, which the time of a picture grows with. */
    double pixels();

    /** A small and short version, for a first impression; the same where it is small and short already. */
    RecipeSpec rough();

    /** Whether another recipe differs in nothing but what chance decides. */
    default boolean isTwinOf(RecipeSpec other) {
        return withSeed(other.seed()).withMember(other.member()).equals(other);
    }

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
        public int allSteps() {
            return steps * Math.max(1, upscales);
        }

        @Override
        public double pixels() {
            double pixels = 0;
            for (int i = 0; i < Math.max(1, upscales); i++) {
                pixels += steps * Math.pow(size * Math.pow(factor, i), 2);
            }
            return pixels;
        }

        @Override
        public Article rough() {
            return new Article(
                    size, Math.min(upscales, 4), factor, steps, learningRate, weightDecay, blur, seed, objective);
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

    /** What a picture is made of while it is drawn. */
    enum Medium {
        /** A Fourier spectrum: its magnitudes and phases. */
        @JsonProperty("fourier")
        FOURIER,
        /** The phases of a Fourier spectrum whose magnitudes are those of natural images. */
        @JsonProperty("maco")
        MACO,
        /** Pixels. */
        @JsonProperty("pixels")
        PIXELS;

        /** As users write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Decorrelated colours, sigmoid, random shift, scale and rotation, growing size.
     *
     * @param medium what the picture is made of
     * @param size final edge in pixels; earlier stages are 2/7 and 4/7 of it
     * @param steps Adam steps in all; 3/8, 3/8 and 1/4 of them a stage
     * @param exponent how fast the spectrum falls with frequency: 1/f^exponent
     * @param learningRate Adam's step size; of a spectrum it is twice that at the final size
     * @param shift largest random shift, as a share of the edge
     * @param scale largest random change of scale, 0.1 for ±10 %
     * @param rotation largest random rotation in degrees
     * @param seed seed of the start spectrum and of the transforms
     * @param objective what its pictures are to make large
     * @param alpha whether the picture is transparent where nothing matters
     * @param diversity how many pictures of a filter are drawn against each other; 1: one for itself
     * @param member which of these it is, from 0
     */
    record Fourier(
            Medium medium,
            int size,
            int steps,
            double exponent,
            double learningRate,
            double shift,
            double scale,
            double rotation,
            long seed,
            ObjectiveSpec objective,
            boolean alpha,
            int diversity,
            int member)
            implements RecipeSpec {

        /** Settings that gave the clearest pictures over several networks. */
        public static final Fourier DEFAULT = new Fourier(224, 64, 1.2, 0.1, 0.03, 0.1, 8, 1);

        /** For phases alone, which take longer. */
        public static final Fourier MACO = DEFAULT.of(Medium.MACO, 128, 0.15);

        /** For pixels. */
        public static final Fourier PIXELS = DEFAULT.of(Medium.PIXELS, 64, 0.03);

        /** A spectrum with the usual objective. */
        public Fourier(
                int size,
                int steps,
                double exponent,
                double learningRate,
                double shift,
                double scale,
                double rotation,
                long seed) {
            this(
                    Medium.FOURIER,
                    size,
                    steps,
                    exponent,
                    learningRate,
                    shift,
                    scale,
                    rotation,
                    seed,
                    ObjectiveSpec.CHANNEL,
                    false,
                    1,
                    0);
        }

        @Override
        public int allSteps() {
            return steps;
        }

        @Override
        public double pixels() {
            return (3 / 8.0 * 4 / 49 + 3 / 8.0 * 16 / 49 + 1 / 4.0) * steps * size * size * diversity;
        }

        @Override
        public Fourier rough() {
            return with(medium, Math.min(size, 112), Math.min(steps, 32), learningRate, seed, diversity, member);
        }

        /** What may be changed; the rest stays. */
        private Fourier with(
                Medium newMedium,
                int newSize,
                int newSteps,
                double newLearningRate,
                long newSeed,
                int newDiversity,
                int newMember) {
            return new Fourier(
                    newMedium,
                    newSize,
                    newSteps,
                    exponent,
                    newLearningRate,
                    shift,
                    scale,
                    rotation,
                    newSeed,
                    objective,
                    alpha,
                    newDiversity,
                    newMember);
        }

        private Fourier of(Medium other, int itsSteps, double itsLearningRate) {
            return with(other, size, itsSteps, itsLearningRate, seed, diversity, member);
        }

        @Override
        public Fourier withSeed(long newSeed) {
            return with(medium, size, steps, learningRate, newSeed, diversity, member);
        }

        /** The same for several pictures of a filter that are drawn against each other. */
        public Fourier diverse(int pictures) {
            return with(medium, size, steps, learningRate, seed, pictures, 0);
        }

        @Override
        public Fourier withMember(int newMember) {
            return with(medium, size, steps, learningRate, seed, diversity, newMember);
        }

        @Override
        public String summary() {
            return medium.word()
                    + ", " + size + " px, " + steps + " steps"
                    + (alpha ? ", transparent" : "")
                    + (diversity > 1 ? ", " + (member + 1) + " of " + diversity : "")
                    + objective.suffix();
        }
    }
}
