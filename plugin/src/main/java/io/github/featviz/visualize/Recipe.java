package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.List;

/** How a filter's picture is made, such as {@link ArticleRecipe} or {@link FourierRecipe}. */
public sealed interface Recipe permits AimedRecipe, ArticleRecipe, FourierRecipe, ShortenedRecipe {

    /** Sizes and steps, in order; one stage at least. */
    List<Stage> stages();

    /**
     * The optimiser's settings at a stage; it starts afresh at each.
     *
     * @param stage one of the recipe's
     */
    Adam.Settings optimizer(Stage stage);

    /** How the picture is described, for a network's input. */
    Parameterization parameterization(InputFormat input, ImageOps ops);

    /** How the network sees the picture at each step. */
    Transform transform(ImageOps ops);

    /** Whether its pictures are drawn with gradients where a ReLU is off, as far as the network can be had so. */
    default boolean drawsAwake() {
        return false;
    }

    /** Whether its pictures have an opacity beside their colours. */
    default boolean transparent() {
        return false;
    }

    /** How many pictures of a filter are drawn against each other; 1: each is for itself. */
    default int diversity() {
        return 1;
    }

    /** What its pictures are to make large. */
    default Aim aim() {
        return new Aim.Channel();
    }
}
