package io.github.featviz.gallery;

import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import java.util.Locale;
import java.util.stream.Collectors;

/** A recipe in a few words of the gallery's language, for captions. */
final class RecipeWords {

    /** Captions name so many filters of a direction. */
    private static final int NAMED = 4;

    private RecipeWords() {}

    /** The recipe of one picture. */
    static String of(RecipeSpec recipe, Words words) {
        return recipe.diversity() > 1
                ? way(recipe, words) + ", " + words.say("unit.member", recipe.member() + 1, recipe.diversity())
                : way(recipe, words);
    }

    /** The recipe of all pictures of a filter that are drawn by it. */
    static String ofAll(RecipeSpec recipe, Words words) {
        return recipe.diversity() > 1
                ? way(recipe, words) + ", " + words.say("recipe.diverse", recipe.diversity())
                : way(recipe, words);
    }

    /** A direction as a sum of filters, such as {@code "3 − 0.5 × 17"}. */
    static String sum(ObjectiveSpec objective, Words words) {
        String first = objective.weights().entrySet().stream()
                .limit(NAMED)
                .map(entry -> term(entry.getKey(), entry.getValue(), words))
                .collect(Collectors.joining(" "))
                .replaceFirst("^\\+ ", "");
        int more = objective.weights().size() - NAMED;
        return more > 0 ? words.say("recipe.more", first, more) : first;
    }

    private static String term(int filter, double weight, Words words) {
        String factor = Math.abs(weight) == 1 ? "" : words.figures().plain(Math.abs(weight)) + " × ";
        return (weight < 0 ? "− " : "+ ") + factor + filter;
    }

    private static String way(RecipeSpec recipe, Words words) {
        ObjectiveSpec objective = recipe.objective();
        String way = recipe instanceof RecipeSpec.Article article
                ? article(article, words)
                : grown((RecipeSpec.Fourier) recipe, words);
        return objective.equals(ObjectiveSpec.CHANNEL) ? way : way + ", " + objective(objective, words);
    }

    private static String grown(RecipeSpec.Fourier fourier, Words words) {
        String way = words.say("recipe.grown", fourier.medium().word(), fourier.size(), fourier.steps());
        return fourier.alpha() ? way + ", " + words.say("recipe.alpha") : way;
    }

    private static String article(RecipeSpec.Article article, Words words) {
        String key = article.upscales() == 0 ? "recipe.article-one" : "recipe.article";
        return words.say(key, article.size(), article.upscales(), article.steps());
    }

    private static String objective(ObjectiveSpec objective, Words words) {
        return words.say("recipe." + objective.kind().name().toLowerCase(Locale.ROOT), sum(objective, words));
    }
}
