package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdamTest {

    private NDManager manager;
    private ImageOps ops;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
        ops = ImageOps.load(manager);
    }

    @AfterEach
    void close() {
        ops.close();
        manager.close();
    }

    @Test
    void the_first_step_is_the_learning_rate_against_the_gradient_whatever_its_size() {
        NDArray values = values(1, 1, 1);

        step(new Adam(ops, values, new Adam.Settings(0.1, 0)), values, 2, -300, 0);

        assertThat(values.toFloatArray()).containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-6f));
    }

    @Test
    void the_second_step_follows_the_corrected_moments() {
        NDArray values = values(0);
        Adam adam = new Adam(ops, values, new Adam.Settings(0.1, 0));

        step(adam, values, 1);
        step(adam, values, -2);

        // m = 0.09 − 0.2 = −0.11, corrected by 0.19; v = 0.000999 + 0.004 = 0.004999, corrected by 0.001999.
        double expected = -0.1 + 0.1 * (0.11 / 0.19) / Math.sqrt(0.004999 / 0.001999);
        assertThat(values.toFloatArray()[0]).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void weight_decay_pulls_towards_zero_where_there_is_no_gradient() {
        NDArray values = values(1, -1);

        step(new Adam(ops, values, new Adam.Settings(0.1, 0.01)), values, 0, 0);

        assertThat(values.toFloatArray()).containsExactly(new float[] {0.9f, -0.9f}, within(1e-4f));
    }

    private NDArray values(float... numbers) {
        NDArray values = manager.create(numbers);
        values.setRequiresGradient(true);
        return values;
    }

    /** A step after a function of this slope has been computed. */
    private void step(Adam adam, NDArray values, float... slope) {
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(values.mul(scratch.create(slope)).sum());
            adam.step(scratch);
        }
    }
}
