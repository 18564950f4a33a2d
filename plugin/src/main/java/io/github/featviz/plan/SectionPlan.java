package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SectionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A section with everything decided.
 *
 * @param spec what the user wrote
 * @param layer the layer
 * @param probe the photograph; null: none
 * @param chart the layer whose spikes are charted; the layer's default too where there is no photograph
 * @param beforeActivation the layer on which the Fourier recipe works; mostly {@code layer} itself
 * @param filters the section's filters in order, expected ones among them
 * @param followed filters that are shown because they spike too; none of them among {@code filters}
 */
public record SectionPlan(
        SectionSpec spec,
        Layer layer,
        @Nullable ImageFile probe,
        Layer chart,
        Layer beforeActivation,
        List<Integer> filters,
        List<Integer> followed) {

    /** All recipes of the section's filters: the main one first, then the compared ones, each once. */
    public List<RecipeSpec> recipes() {
        return Stream.concat(Stream.of(spec.recipe()), spec.compare().stream())
                .distinct()
                .toList();
    }

    /**
     * The layer at which a recipe's objective is taken, so its responses and strengths are measured there: for {@code fourier}
     * the one before the activation, for {@code article} the layer as named.
     */
    public String objective(RecipeSpec recipe) {
        return recipe instanceof RecipeSpec.Fourier ? beforeActivation.name() : layer.name();
    }

    /** The work for one picture. */
    public Work.Draw draw(int filter, RecipeSpec recipe) {
        return new Work.Draw(objective(recipe), filter, recipe);
    }

    /** Every picture of the section: its filters under all recipes, the followed ones under the main recipe. */
    public List<Work.Draw> pictures() {
        List<Work.Draw> pictures = new ArrayList<>();
        for (int filter : filters) {
            recipes().forEach(recipe -> pictures.add(draw(filter, recipe)));
        }
        followed.forEach(filter -> pictures.add(draw(filter, spec.recipe())));
        return pictures;
    }
}
