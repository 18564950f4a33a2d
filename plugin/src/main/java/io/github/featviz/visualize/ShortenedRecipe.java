package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.List;

/**
 * A recipe with other stages, to find out what its steps cost.
 *
 * @param whole the recipe that is shortened
 * @param stages sizes and steps in place of its own
 */
public record ShortenedRecipe(Recipe whole, List<Stage> stages) implements Recipe {

    public ShortenedRecipe {
        stages = List.copyOf(stages);
    }

    /** One stage at a single size. */
    public static ShortenedRecipe at(Recipe whole, Stage stage) {
        return new ShortenedRecipe(whole, List.of(stage));
    }

    @Override
    public Adam.Settings optimizer(Stage stage) {
        return whole.optimizer(stage);
    }

    @Override
    public boolean drawsAwake() {
        return whole.drawsAwake();
    }

    @Override
    public boolean transparent() {
        return whole.transparent();
    }

    @Override
    public Parameterization parameterization(InputFormat input, ImageOps ops) {
        return whole.parameterization(input, ops);
    }

    @Override
    public Transform transform(ImageOps ops) {
        return whole.transform(ops);
    }

    @Override
    public Aim aim() {
        return whole.aim();
    }
}
