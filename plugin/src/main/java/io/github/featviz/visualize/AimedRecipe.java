package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.List;

/**
 * A recipe whose pictures are to make something else large than the mean of a feature map.
 *
 * @param whole how they are made
 * @param aim what they are to make large
 */
public record AimedRecipe(Recipe whole, Aim aim) implements Recipe {

    @Override
    public List<Stage> stages() {
        return whole.stages();
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
    public int diversity() {
        return whole.diversity();
    }

    @Override
    public Parameterization parameterization(InputFormat input, ImageOps ops) {
        return whole.parameterization(input, ops);
    }

    @Override
    public Transform transform(ImageOps ops) {
        return whole.transform(ops);
    }
}
