package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.torchscript.ObjectReader.Elements;
import io.github.featviz.torchscript.ObjectReader.Storage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {

    private final Convolutions convolutions = new Convolutions();

    @Test
    void a_value_that_one_norm_takes_is_foldable_and_one_that_it_takes_twice_is_not() {
        Value value = new Value.Tensor(
                "",
                Reach.image(),
                convolutions.run("conv2d", List.of(Value.tensor(), stored("weight", 4L, 3L, 1L, 1L), Value.none())));

        convolutions.taken("torch.batch_norm", normOf(value));
        assertThat(convolutions.foldable(Set.of())).hasSize(1);

        convolutions.taken("torch.batch_norm", normOf(value));
        assertThat(convolutions.foldable(Set.of())).isEmpty();
    }

    private static List<Value> normOf(Value value) {
        return List.of(
                value,
                stored("gamma", 4L),
                stored("beta", 4L),
                stored("mean", 4L),
                stored("variance", 4L),
                new Value.Constant(false),
                new Value.Constant(0.1),
                new Value.Constant(1e-5),
                new Value.Constant(true));
    }

    private static Value stored(String file, Long... shape) {
        List<Long> strides = shape.length == 1 ? List.of(1L) : List.of(3L, 1L, 1L, 1L);
        long count = shape.length == 1 ? 4 : 12;
        return new Value.Tensor(
                "", new Reach.Fixed(), new Elements(List.of(shape), new Storage(file, count), 0, strides));
    }
}
