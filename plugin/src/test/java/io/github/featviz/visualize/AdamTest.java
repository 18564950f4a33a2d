package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void the_first_step_is_the_learning_rate_against_the_gradient_whatever_its_size() {
        float[] values = {1, 1, 1};

        new Adam(3, new Adam.Settings(0.1, 0)).step(values, new float[] {2, -300, 0});

        assertThat(values).containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-6f));
    }

    @Test
    void the_second_step_follows_the_corrected_moments() {
        float[] values = {0};
        Adam adam = new Adam(1, new Adam.Settings(0.1, 0));

        adam.step(values, new float[] {1});
        adam.step(values, new float[] {-2});

        // m = 0.09 − 0.2 = −0.11, corrected by 0.19; v = 0.000999 + 0.004 = 0.004999, corrected by 0.001999.
        double expected = -0.1 + 0.1 * (0.11 / 0.19) / Math.sqrt(0.004999 / 0.001999);
        assertThat(values[0]).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void weight_decay_pulls_towards_zero_where_there_is_no_gradient() {
        float[] values = {1, -1};

        new Adam(2, new Adam.Settings(0.1, 0.01)).step(values, new float[] {0, 0});

        assertThat(values).containsExactly(new float[] {0.9f, -0.9f}, within(1e-4f));
    }
}
