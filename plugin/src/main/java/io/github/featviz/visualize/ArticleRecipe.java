package io.github.featviz.visualize;

import io.github.featviz.result.InputFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam on pixels, enlarged in steps.
 *
 * <p>Source: "How to visualize convolutional features in 40 lines of code", 2019.
 *
 * @param size first edge in pixels
 * @param upscales how often the picture is optimised and then enlarged; 0: one optimisation at {@code size}
 * @param factor enlargement a step
 * @param steps Adam steps before each enlargement
 * @param learningRate Adam's step size, in the units of {@link PixelImage}
 * @param weightDecay L2 term added to the gradient
 * @param blur edge of the box blur after each enlargement, in pixels; 1: none
 */
public record ArticleRecipe(
        int size, int upscales, double factor, int steps, double learningRate, double weightDecay, int blur)
        implements Recipe {

    @Override
    public List<Stage> stages() {
        if (upscales == 0) {
            return List.of(new Stage(size, steps));
        }
        List<Stage> stages = new ArrayList<>();
        int edge = size;
        for (int i = 0; i < upscales; i++) {
            stages.add(new Stage(edge, steps));
            edge = (int) (factor * edge);
        }
        stages.add(new Stage(edge, 0));
        return List.copyOf(stages);
    }

    @Override
    public Adam.Settings optimizer(Stage stage) {
        return new Adam.Settings(learningRate, weightDecay);
    }

    @Override
    public Parameterization parameterization(InputFormat input, ImageOps ops) {
        return new PixelImage(input, blur);
    }

    @Override
    public Transform transform(ImageOps ops) {
        return Transform.none();
    }
}
