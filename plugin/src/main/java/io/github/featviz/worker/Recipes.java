package io.github.featviz.worker;

import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.visualize.Aim;
import io.github.featviz.visualize.AimedRecipe;
import io.github.featviz.visualize.ArticleRecipe;
import io.github.featviz.visualize.FourierRecipe;
import io.github.featviz.visualize.Recipe;

/** Recipes as they are drawn, from recipes as they are written. */
final class Recipes {

    private Recipes() {}

    static Recipe of(RecipeSpec spec) {
        Recipe made = made(spec);
        return switch (spec.objective().kind()) {
            case CHANNEL -> made;
            case NEGATIVE -> new AimedRecipe(made, new Aim.Negative());
            case NEURON -> new AimedRecipe(made, new Aim.Neuron());
            case DIRECTION ->
                new AimedRecipe(made, new Aim.Direction(spec.objective().weights()));
        };
    }

    private static Recipe made(RecipeSpec spec) {
        if (spec instanceof RecipeSpec.Article a) {
            return new ArticleRecipe(
                    a.size(), a.upscales(), a.factor(), a.steps(), a.learningRate(), a.weightDecay(), a.blur());
        }
        if (spec instanceof RecipeSpec.Fourier f) {
            return new FourierRecipe(
                    medium(f),
                    f.size(),
                    f.steps(),
                    f.exponent(),
                    f.learningRate(),
                    f.shift(),
                    f.scale(),
                    f.rotation(),
                    f.alpha(),
                    f.diversity());
        }
        throw new IllegalArgumentException("no recipe: " + spec);
    }

    private static FourierRecipe.Medium medium(RecipeSpec.Fourier spec) {
        return switch (spec.medium()) {
            case FOURIER -> FourierRecipe.Medium.SPECTRUM;
            case MACO -> FourierRecipe.Medium.PHASES;
            case PIXELS -> FourierRecipe.Medium.PIXELS;
        };
    }
}
