package io.github.featviz.torchscript;

import io.github.featviz.torchscript.ObjectReader.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a convolution while the network is walked, and what becomes of its value. Filled while that is done. */
final class Convolution implements Origin {

    private static final String PLAIN = "torch.conv2d";
    private static final Set<String> NAMES = Set.of(PLAIN, "torch._convolution", "torch.convolution");
    private static final int DIMENSIONS = 4;
    private static final int WEIGHT = 1;
    private static final int BIAS = 2;
    private static final int STRIDE = 3;
    private static final int PADDING = 4;
    private static final int DILATION = 5;
    private static final int TRANSPOSED = 6;
    private static final int GROUPS = 8;
    private static final int GROUPS_OF_PLAIN = 6;

    private final Elements weight;
    private final @Nullable Elements bias;
    private final boolean steady;
    private final boolean namedPadding;
    private final List<BatchNorm> norms = new ArrayList<>();
    private boolean usedOtherwise;

    private Convolution(Elements weight, @Nullable Elements bias, boolean steady, boolean namedPadding) {
        this.weight = weight;
        this.bias = bias;
        this.steady = steady;
        this.namedPadding = namedPadding;
    }

    /**
     * The convolution of two dimensions that is called so; null where it is none, or its weights are not stored.
     *
     * @param function qualified name of what is called
     */
    static @Nullable Convolution of(String function, List<Value> arguments) {
        Elements weight = BatchNorm.elements(arguments, WEIGHT);
        boolean transposed = !function.equals(PLAIN)
                && !(arguments.size() > TRANSPOSED && arguments.get(TRANSPOSED).equals(new Value.Constant(false)));
        boolean known = NAMES.contains(function) && !transposed && BatchNorm.isKnown(arguments, BIAS);
        return known && weight != null && weight.shape().size() == DIMENSIONS
                ? new Convolution(
                        weight,
                        BatchNorm.elements(arguments, BIAS),
                        isSteady(arguments, function.equals(PLAIN) ? GROUPS_OF_PLAIN : GROUPS),
                        isNamed(arguments, PADDING))
                : null;
    }

    private static boolean isSteady(List<Value> arguments, int groups) {
        return isOnes(arguments, STRIDE) && isOnes(arguments, DILATION) && isOnes(arguments, groups);
    }

    private static boolean isNamed(List<Value> arguments, int index) {
        return arguments.size() > index
                && arguments.get(index) instanceof Value.Constant constant
                && constant.value() instanceof String;
    }

    /** Whether an argument is nothing but the number one; it is also where it is left out. */
    private static boolean isOnes(List<Value> arguments, int index) {
        if (arguments.size() <= index) {
            return true;
        }
        return arguments.get(index) instanceof Value.Constant constant
                && (constant.value() instanceof List<?> list ? list : List.of(constant.value()))
                        .stream().allMatch(number -> number.equals(1L));
    }

    /** The convolution that gave a value; null: none did, or what it gave was changed since. */
    static @Nullable Convolution behind(Value value) {
        return value instanceof Value.Tensor tensor && tensor.origin() instanceof Convolution convolution
                ? convolution
                : null;
    }

    /** Notes that something other than a batch norm may take a value, or may take it more than once. */
    static void use(Value value) {
        Convolution convolution = behind(value);
        if (convolution != null) {
            convolution.usedOtherwise = true;
        } else if (value instanceof Value.Items items) {
            items.parts().forEach(Convolution::use);
        }
    }

    /** Notes that a batch norm takes the value. */
    void isTakenBy(BatchNorm taker) {
        norms.add(taker);
    }

    Elements weight() {
        return weight;
    }

    @Nullable
    Elements bias() {
        return bias;
    }

    /** Whether its kernel of 3 × 3 goes from each pixel to the next and looks at all channels. */
    boolean isSteady() {
        return steady && weight.shape().subList(2, DIMENSIONS).equals(List.of(3L, 3L));
    }

    /** Whether its padding is told by a word, such as {@code "same"}. */
    boolean hasNamedPadding() {
        return namedPadding;
    }

    /** The stored tensors that take part, in batch norms behind it too. */
    Stream<Elements> elements() {
        return Stream.concat(
                Stream.concat(Stream.of(weight), Stream.ofNullable(bias)),
                norms.stream().flatMap(BatchNorm::elements));
    }

    /**
     * The batch norm that alone takes the value; null: there is none, or something else takes it too. One that takes it once more would
     * find it changed in place by the first.
     */
    @Nullable
    BatchNorm norm() {
        return usedOtherwise || norms.size() != 1 ? null : norms.get(0);
    }
}
