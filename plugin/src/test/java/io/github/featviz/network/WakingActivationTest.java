package io.github.featviz.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.featviz.result.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activation functions, of which some change their argument: the network's code looks at it once more afterwards. */
class WakingActivationTest {

    private static final InputFormat INPUT = new InputFormat(2, List.of(0.0), List.of(1.0));

    private static final float[] IMAGE = {0.1f, 0.9f, 0.4f, 0.6f};

    @TempDir
    Path folder;

    private static final List<Double> RECTIFIED = List.of(0.05, 1.0, 0.05, 1.0);

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("torch.relu", "", RECTIFIED),
                Arguments.of("torch.relu6", "", RECTIFIED),
                Arguments.of("torch.hardtanh", ", 0., 0.3", List.of(0.05, 0.0, 0.05, 1.0)),
                Arguments.of("torch.hardtanh", ", min_val=0., max_val=0.3", List.of(0.05, 0.0, 0.05, 1.0)),
                Arguments.of("torch.hardtanh", ", -0.3, 0.3", List.of(0.0, 0.0, 1.0, 1.0)),
                Arguments.of("torch.hardtanh", "", List.of(1.0, 1.0, 1.0, 1.0)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void their_values_are_those_of_the_network_and_some_of_the_gradient_passes_where_they_are_off(
            String function, String bounds, List<Double> slopes) throws IOException {
        holds(
                function + "(y" + bounds + ")",
                slopes.stream().map(slope -> 1 + slope).toList());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void those_that_change_their_argument_change_it_to_the_same(String function, String bounds, List<Double> slopes)
            throws IOException {
        holds(
                function + "_(y" + bounds + ")",
                slopes.stream().map(slope -> 2 * slope).toList());
    }

    @Test
    void an_argument_may_change_afterwards() throws IOException {
        holds(
                "torch.relu(y)\n    _0 = torch.add_(y, 1)",
                RECTIFIED.stream().map(slope -> 1 + slope).toList());
    }

    private void holds(String call, List<Double> expected) throws IOException {
        Path archive = archive(call);
        try (Network plain = Networks.open(archive, INPUT, List.of());
                Network awake = Networks.openAwake(archive, INPUT, List.of()).orElseThrow()) {
            assertThat(values(awake)).isEqualTo(values(plain));
            assertThat(plain.isAwake()).isFalse();
            assertThat(awake.isAwake()).isTrue();

            float[] gradient = gradient(awake);
            for (int i = 0; i < gradient.length; i++) {
                assertThat(gradient[i]).isEqualTo(expected.get(i).floatValue(), within(1e-6f));
            }
        }
    }

    @Test
    void a_network_without_any_is_not_opened_once_more() throws IOException {
        assertThat(Networks.openAwake(archive("torch.tanh(y)"), INPUT, List.of()))
                .isEmpty();
    }

    /** What is given is the function's value and its argument, which some functions change to the same. */
    private Path archive(String call) throws IOException {
        String code =
                """
                class Both(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Both,
                    x: Tensor) -> Tensor:
                    y = torch.sub(x, 0.5)
                    active = %s
                    return torch.add(y, active)
                """
                        .formatted(call);
        return Files.write(folder.resolve("both.pt"), ScriptArchive.of("Both", code));
    }

    private static float[] values(Network network) {
        return ask(network, (image, output) -> output.toFloatArray());
    }

    private static float[] gradient(Network network) {
        return ask(network, (image, output) -> {
            return image.getGradient().toFloatArray();
        });
    }

    private static float[] ask(Network network, BiFunction<NDArray, NDArray, float[]> answer) {
        try (NDManager scratch = network.manager().newSubManager();
                GradientCollector collector = scratch.getEngine().newGradientCollector()) {
            NDArray image = scratch.create(IMAGE, new Shape(1, 1, 2, 2));
            image.setRequiresGradient(true);
            NDArray output = network.forward(image).get(0);
            collector.backward(output.sum());
            return answer.apply(image, output);
        }
    }
}
