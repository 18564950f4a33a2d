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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activation functions that change their argument, which the network's code looks at once more afterwards. */
class WakingInPlaceTest {

    private static final InputFormat INPUT = new InputFormat(2, List.of(0.0), List.of(1.0));

    private static final float[] IMAGE = {0.1f, 0.9f, 0.4f, 0.6f};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"torch.relu_(y)", "torch.relu6_(y)", "torch.hardtanh_(y, 0., 0.3)"})
    void their_values_are_those_of_the_network_and_a_tenth_of_the_gradient_passes(String call) throws IOException {
        Path archive = archive(call);
        try (Network plain = Networks.open(archive, INPUT, List.of());
                Network waking = Networks.openWaking(archive, INPUT, List.of())) {
            assertThat(values(waking)).isEqualTo(values(plain));

            float[] on = gradient(plain);
            float[] all = gradient(waking);
            assertThat(on).as("some are off").contains(0);
            for (int i = 0; i < on.length; i++) {
                assertThat(all[i]).isEqualTo(1.1f * on[i] + (on[i] == 0 ? 0.2f : 0), within(1e-6f));
            }
        }
    }

    /** What is given is twice the function's value, for its argument holds that as well. */
    private Path archive(String call) throws IOException {
        String code =
                """
                class Twice(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Twice,
                    x: Tensor) -> Tensor:
                    y = torch.sub(x, 0.5)
                    active = %s
                    return torch.add(y, active)
                """
                        .formatted(call);
        return Files.write(folder.resolve("twice.pt"), ScriptArchive.of("Twice", code));
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
