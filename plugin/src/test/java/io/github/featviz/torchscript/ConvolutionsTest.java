package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.torchscript.ObjectReader.Elements;
import io.github.featviz.torchscript.ObjectReader.Storage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {

    private static final Value MEAN = stored("mean", 4L);
    private static final Value VARIANCE = stored("variance", 4L);
    private static final Value GAMMA = stored("gamma", 4L);
    private static final Value BETA = stored("beta", 4L);

    private final Convolutions convolutions = new Convolutions();
    private final Value value = new Value.Tensor(
            "",
            Reach.image(),
            convolutions.run("torch.conv2d", List.of(Value.tensor(), stored("weight", 4L, 3L, 1L, 1L), Value.none())));

    @Test
    void a_value_that_one_norm_takes_is_foldable_and_one_that_it_takes_twice_is_not() {
        convolutions.taken("torch.batch_norm", norm(GAMMA, BETA, MEAN, VARIANCE));
        assertThat(convolutions.foldable(Set.of())).hasSize(1);

        convolutions.taken("torch.batch_norm", norm(GAMMA, BETA, MEAN, VARIANCE));
        assertThat(convolutions.foldable(Set.of())).isEmpty();
    }

    @Test
    void the_functional_norm_takes_its_tensors_in_another_order_whatever_pytorch_adds_to_its_name() {
        convolutions.taken(
                "__torch__.torch.nn.functional.___torch_mangle_0.batch_norm", norm(MEAN, VARIANCE, GAMMA, BETA));

        assertThat(convolutions.foldable(Set.of()))
                .extracting(pair ->
                        new Value.Tensor("", new Reach.Fixed(), pair.norm().variance()))
                .isEqualTo(List.of(VARIANCE));
    }

    @Test
    void a_function_that_is_only_called_like_the_norm_is_none() {
        convolutions.taken("__torch__.torch.ao.batch_norm", norm(GAMMA, BETA, MEAN, VARIANCE));

        assertThat(convolutions.foldable(Set.of())).isEmpty();
    }

    private List<Value> norm(Value first, Value second, Value third, Value fourth) {
        return List.of(
                value,
                first,
                second,
                third,
                fourth,
                new Value.Constant(false),
                new Value.Constant(0.1),
                new Value.Constant(1e-5),
                new Value.Constant(true));
    }

    private static Value stored(String file, Long... shape) {
        List<Long> strides = shape.length == 1 ? List.of(1L) : List.of(3L, 1L, 1L, 1L);
        long count = shape.length == 1 ? 4 : 12;
        return new Value.Tensor(
                "",
                new Reach.Fixed(),
                new Elements(List.of(shape), new Storage(file, count, "torch.FloatStorage"), 0, strides));
    }
}
