package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.featviz.network.Network;
import io.github.featviz.network.TestEngine;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AimTest {

    private static final Recipe FOURIER = new FourierRecipe(32, 24, 1.2, 0.1, 0.03, 0.05, 4);
    private static final double GREY = 0.5;

    /** Answers to red, to green, to blue, each by its name's mean; bare. */
    private static final class ColourNetwork implements Network {

        private final NDManager manager = TestEngine.manager();
        private final NDArray filters = manager.create(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new Shape(3, 3, 1, 1));

        @Override
        public InputFormat input() {
            return new InputFormat(32, Collections.nCopies(3, 0.5), Collections.nCopies(3, 0.25));
        }

        @Override
        public NDManager manager() {
            return manager;
        }

        @Override
        public NetworkDescription describe() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray activation(String layer, NDArray images) {
            return Conv2d.conv2d(images, filters).singletonOrThrow();
        }

        @Override
        public List<NDArray> forward(NDArray images) {
            return List.of(activation("colours", images));
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static int[] drawn(Aim aim, int filter) {
        try (Network network = new ColourNetwork();
                Visualizer visualizer = new Visualizer(network)) {
            return visualizer
                    .run("colours", filter, new AimedRecipe(FOURIER, aim), 1, ProgressListener.none())
                    .image()
                    .getRGB(0, 0, 32, 32, null, 0, 32);
        }
    }

    /** Mean of a colour over a square about the middle. */
    private static double mean(int[] pixels, int shift, int from, int to) {
        double sum = 0;
        for (int y = from; y < to; y++) {
            for (int x = from; x < to; x++) {
                sum += pixels[y * 32 + x] >> shift & 255;
            }
        }
        return sum / 255 / (to - from) / (to - from);
    }

    @Test
    void a_negative_picture_excites_less_than_grey() {
        assertThat(mean(drawn(new Aim.Channel(), 0), 16, 0, 32)).isGreaterThan(GREY + 0.07);
        assertThat(mean(drawn(new Aim.Negative(), 0), 16, 0, 32)).isLessThan(GREY - 0.07);
    }

    @Test
    void a_direction_goes_up_and_down_at_once() {
        int[] pixels = drawn(new Aim.Direction(new TreeMap<>(Map.of(0, 1.0, 2, -1.0))), 0);

        assertThat(mean(pixels, 16, 0, 32)).as("red over blue").isGreaterThan(mean(pixels, 0, 0, 32) + 0.05);
        assertThat(mean(pixels, 0, 0, 32)).as("blue").isLessThan(GREY);
    }

    @Test
    void a_neuron_sees_the_centre_alone() {
        int[] pixels = drawn(new Aim.Neuron(), 0);

        assertThat(mean(pixels, 16, 14, 18)).isGreaterThan(mean(pixels, 16, 0, 32) + 0.05);
    }

    @Test
    void tokens_have_a_centre_behind_their_class_token() {
        try (NDManager manager = TestEngine.manager()) {
            NDArray tokens = manager.arange(2f * 10).reshape(1, 2, 10);

            assertThat(Objective.centre(1).of(tokens).getFloat()).isEqualTo(10 + 5f, within(1e-6f));
            assertThatThrownBy(() -> Objective.centre(1).of(manager.zeros(new Shape(1, 3))))
                    .hasMessageContaining("no centre");
        }
    }
}
