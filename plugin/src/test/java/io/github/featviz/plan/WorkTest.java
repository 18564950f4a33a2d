package io.github.featviz.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import java.util.List;
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

    @Test
    void what_a_picture_takes_is_measured_again_where_many_more_are_to_be_drawn() {
        assertThat(rehearsal(12)).isNotEqualTo(rehearsal(400)).isEqualTo(rehearsal(10));
    }

    private static List<String> rehearsal(int pictures) {
        Work.Draw draw = new Work.Draw("conv", 3, RecipeSpec.Fourier.DEFAULT);
        return new Work.Rehearse(List.of(draw), pictures, "this machine", 0).identity();
    }
}
