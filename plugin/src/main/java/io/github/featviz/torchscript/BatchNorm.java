package io.github.featviz.torchscript;

import io.github.featviz.torchscript.ObjectReader.Elements;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch norm as it is called in evaluation mode: {@code weight · (x − mean) / √(variance + epsilon) + bias} for each channel.
 *
 * @param weight null: 1
 * @param bias null: 0
 */
record BatchNorm(@Nullable Elements weight, @Nullable Elements bias, Elements mean, Elements variance, double epsilon) {

    private static final int WEIGHT = 1;
    private static final int BIAS = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;
    private static final int TRAINING = 5;
    private static final int EPSILON = 7;

    /**
     * The one that is called with these arguments of {@code torch.batch_norm}; null where they are not known, or cannot be known
     * before the network runs.
     */
    static @Nullable BatchNorm of(List<Value> arguments) {
        Elements mean = elements(arguments, MEAN);
        Elements variance = elements(arguments, VARIANCE);
        boolean known = isKnown(arguments, WEIGHT) && isKnown(arguments, BIAS);
        if (!known || mean == null || variance == null || arguments.size() <= EPSILON) {
            return null;
        }
        return arguments.get(TRAINING).equals(new Value.Constant(false))
                        && arguments.get(EPSILON) instanceof Value.Constant constant
                        && constant.value() instanceof Double epsilon
                ? new BatchNorm(elements(arguments, WEIGHT), elements(arguments, BIAS), mean, variance, epsilon)
                : null;
    }

    /** The stored tensors that it takes. */
    Stream<Elements> elements() {
        return Stream.concat(
                Stream.of(mean, variance), Stream.concat(Stream.ofNullable(weight), Stream.ofNullable(bias)));
    }

    /** The stored tensor that an argument is; null where it is none. */
    static @Nullable Elements elements(List<Value> arguments, int index) {
        return arguments.size() > index
                        && arguments.get(index) instanceof Value.Tensor tensor
                        && tensor.origin() instanceof Elements elements
                ? elements
                : null;
    }

    /** Whether an argument is a stored tensor or None. */
    static boolean isKnown(List<Value> arguments, int index) {
        return elements(arguments, index) != null
                || (arguments.size() > index && arguments.get(index).equals(Value.none()));
    }
}
