package io.github.featviz.gallery;

import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import java.util.Locale;

/** A recipe in a few words of the gallery's language, for captions. */
final class RecipeWords {

    private RecipeWords() {}

    static String of(RecipeSpec recipe, Words words) {
        ObjectiveSpec objective = recipe.objective();
        String way = recipe instanceof RecipeSpec.Article article
                ? article(article, words)
                : grown((RecipeSpec.Fourier) recipe, words);
        return objective.equals(ObjectiveSpec.CHANNEL) ? way : way + ", " + objective(objective, words);
    }

    private static String grown(RecipeSpec.Fourier fourier, Words words) {
        String way = words.say("recipe.grown", fourier.medium().word(), fourier.size(), fourier.steps());
        String seen = fourier.alpha() ? way + ", " + words.say("recipe.alpha") : way;
        return fourier.diversity() > 1
                ? seen + ", " + words.say("unit.member", fourier.member() + 1, fourier.diversity())
                : seen;
    }

    private static String article(RecipeSpec.Article article, Words words) {
        String key = article.upscales() == 0 ? "recipe.article-one" : "recipe.article";
        return words.say(key, article.size(), article.upscales(), article.steps());
    }

    private static String objective(ObjectiveSpec objective, Words words) {
        return words.say("recipe." + objective.kind().name().toLowerCase(Locale.ROOT), objective.sum());
    }
}
