package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {

    @Test
    void the_article_grows_from_56_pixels_in_12_steps_of_a_fifth() {
        Recipe recipe = new ArticleRecipe(56, 12, 1.2, 20, 0.1, 1e-6, 5);

        assertThat(recipe.stages())
                .extracting(Stage::edge)
                .containsExactly(56, 67, 80, 96, 115, 138, 165, 198, 237, 284, 340, 408, 489);
        assertThat(recipe.stages()).extracting(Stage::steps).startsWith(20, 20).endsWith(20, 0);
    }

    @Test
    void the_article_without_enlargement_is_one_optimisation_at_its_size() {
        assertThat(new ArticleRecipe(200, 0, 1.2, 20, 0.1, 1e-6, 5).stages()).containsExactly(new Stage(200, 20));
    }

    @Test
    void fourier_goes_through_two_smaller_sizes() {
        assertThat(new FourierRecipe(224, 64, 1.2, 0.1, 0.06, 0.1, 8).stages())
                .containsExactly(new Stage(64, 24), new Stage(128, 24), new Stage(224, 16));
    }

    @Test
    void a_spectrum_is_finished_with_larger_steps() {
        Recipe spectrum = new FourierRecipe(224, 64, 1.2, 0.1, 0.06, 0.1, 8);
        Recipe pixels = new FourierRecipe(FourierRecipe.Medium.PIXELS, 224, 64, 1.2, 0.1, 0.06, 0.1, 8, false, 1);

        assertThat(rates(spectrum)).containsExactly(0.1, 0.1, 0.2);
        assertThat(rates(pixels)).containsExactly(0.1, 0.1, 0.1);
    }

    private static List<Double> rates(Recipe recipe) {
        return recipe.stages().stream()
                .map(stage -> recipe.optimizer(stage).learningRate())
                .toList();
    }

    @Test
    void only_the_article_keeps_to_the_networks_own_gradients() {
        Recipe fourier = new FourierRecipe(224, 64, 1.2, 0.1, 0.06, 0.1, 8);
        Recipe article = new ArticleRecipe(56, 12, 1.2, 20, 0.1, 1e-6, 5);

        assertThat(fourier.drawsAwake()).isTrue();
        assertThat(new AimedRecipe(fourier, new Aim.Negative()).drawsAwake()).isTrue();
        assertThat(ShortenedRecipe.at(fourier, new Stage(64, 3)).drawsAwake()).isTrue();
        assertThat(article.drawsAwake()).isFalse();
    }
}
