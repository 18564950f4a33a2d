package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import org.junit.jupiter.api.Test;

class WorkTest {

    @Test
    void a_picture_in_a_precision_that_was_asked_for_is_another_than_one_in_whatever_is_fastest() {
        RecipeSpec recipe = RecipeSpec.Fourier.DEFAULT;

        assertThat(new Work.Draw("conv", 3, recipe, "bf16").identity())
                .isNotEqualTo(new Work.Draw("conv", 3, recipe, "fp32").identity())
                .isNotEqualTo(new Work.Draw("conv", 3, recipe).identity());
        assertThat(new Work.Draw("conv", 3, recipe, Latitude.AUTO).identity())
                .isEqualTo(new Work.Draw("conv", 3, recipe).identity());
    }
}
