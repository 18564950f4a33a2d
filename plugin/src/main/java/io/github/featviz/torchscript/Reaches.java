package io.github.featviz.torchscript;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works out what an operation's value reaches from what it is given. */
final class Reaches {

    private static final Set<String> CONVOLUTIONS = Set.of("conv2d", "_convolution", "convolution");

    private static final Set<String> POOLS =
            Set.of("max_pool2d", "_max_pool2d", "max_pool2d_with_indices", "avg_pool2d", "lp_pool2d");

    /** Operations that mix all positions. */
    private static final Set<String> MIXING = Set.of(
            "adaptive_avg_pool2d",
            "adaptive_max_pool2d",
            "amax",
            "bmm",
            "einsum",
            "flatten",
            "group_norm",
            "instance_norm",
            "linalg_vector_norm",
            "matmul",
            "max",
            "mean",
            "norm",
            "scaled_dot_product_attention",
            "std",
            "sum",
            "var",
            "_native_multi_head_attention");

    /** Operations that leave every position where it was. */
    private static final Set<String> POINTWISE = Set.of(
            "abs",
            "add",
            "addcmul",
            "alpha_dropout",
            "batch_norm",
            "cat",
            "celu",
            "channel_shuffle",
            "chunk",
            "clamp",
            "clamp_min",
            "clone",
            "contiguous",
            "detach",
            "div",
            "dropout",
            "dropout2d",
            "elu",
            "exp",
            "expand",
            "feature_dropout",
            "gelu",
            "glu",
            "hardsigmoid",
            "hardswish",
            "hardtanh",
            "layer_norm",
            "leaky_relu",
            "linear",
            "local_response_norm",
            "maximum",
            "minimum",
            "mish",
            "mul",
            "neg",
            "permute",
            "pow",
            "prelu",
            "relu",
            "relu6",
            "reshape",
            "rsqrt",
            "rsub",
            "select",
            "selu",
            "sigmoid",
            "silu",
            "softplus",
            "split",
            "split_with_sizes",
            "sqrt",
            "squeeze",
            "stack",
            "stochastic_depth",
            "sub",
            "tanh",
            "tensor_split",
            "to",
            "transpose",
            "type_as",
            "unsqueeze",
            "view",
            "where");

    private Reaches() {}

    /**
     * @param operation its name as TorchScript writes it
     * @param arguments values in order
     * @param module the module in whose code it stands, which tells a convolution's kernel where the weight itself does not
     */
    static Reach of(String operation, List<Value> arguments, ModuleObject module) {
        String name = operation.endsWith("_") && !operation.endsWith("__")
                ? operation.substring(0, operation.length() - 1)
                : operation;
        Reach given = Reach.of(arguments.stream().map(Value::reach).toList());
        if (given instanceof Reach.Fixed || POINTWISE.contains(name)) {
            return given;
        }
        if (MIXING.contains(name)) {
            return given instanceof Reach.Unknown ? given : new Reach.Whole();
        }
        Reach image = arguments.get(0).reach();
        if (CONVOLUTIONS.contains(name)) {
            return convolution(image, arguments, module);
        }
        if (POOLS.contains(name)) {
            return pool(image, name, arguments);
        }
        return name.endsWith("pad_nd") || name.equals("pad") ? padded(image, arguments) : new Reach.Unknown();
    }

    private static Reach convolution(Reach image, List<Value> arguments, ModuleObject module) {
        boolean transposed = flag(arguments, 6);
        Optional<List<Long>> kernel = kernel(arguments, module);
        if (transposed || kernel.isEmpty()) {
            return image instanceof Reach.Window ? new Reach.Unknown() : image;
        }
        List<Long> dilation = numbers(arguments, 5);
        List<Long> padding = numbers(arguments, 4);
        if (padding.isEmpty()) {
            boolean same = arguments.size() > 4 && arguments.get(4).equals(new Value.Constant("same"));
            padding = List.of(same ? half(kernel.get(), dilation, 0) : 0, same ? half(kernel.get(), dilation, 1) : 0);
        }
        return moved(image, kernel.get(), numbers(arguments, 3), padding, dilation);
    }

    private static long half(List<Long> kernel, List<Long> dilation, int axis) {
        return at(dilation, axis, 1) * (kernel.get(axis) - 1) / 2;
    }

    private static Optional<List<Long>> kernel(List<Value> arguments, ModuleObject module) {
        if (arguments.size() > 1
                && arguments.get(1) instanceof Value.Tensor weight
                && weight.shape().size() == 4) {
            return Optional.of(weight.shape().subList(2, 4));
        }
        return module.attributes().get("weight") instanceof ObjectReader.Elements weight
                        && weight.shape().size() == 4
                ? Optional.of(weight.shape().subList(2, 4))
                : Optional.empty();
    }

    private static Reach pool(Reach image, String name, List<Value> arguments) {
        int first = name.equals("lp_pool2d") ? 2 : 1;
        List<Long> kernel = numbers(arguments, first);
        if (kernel.isEmpty()) {
            return image instanceof Reach.Window ? new Reach.Unknown() : image;
        }
        List<Long> stride = numbers(arguments, first + 1);
        List<Long> dilation = name.startsWith("avg") ? List.of() : numbers(arguments, first + 3);
        return moved(image, kernel, stride.isEmpty() ? kernel : stride, numbers(arguments, first + 2), dilation);
    }

    /** The last two pairs of numbers are for the width, then the height. */
    private static Reach padded(Reach image, List<Value> arguments) {
        List<Long> around = numbers(arguments, 1);
        if (!(image instanceof Reach.Window window) || around.size() < 2) {
            return image instanceof Reach.Window ? new Reach.Unknown() : image;
        }
        return new Reach.Window(
                window.y().through(1, 1, at(around, 2, 0), 1), window.x().through(1, 1, around.get(0), 1));
    }

    private static Reach moved(
            Reach image, List<Long> kernel, List<Long> stride, List<Long> padding, List<Long> dilation) {
        if (!(image instanceof Reach.Window window)) {
            return image;
        }
        return new Reach.Window(
                window.y().through(at(kernel, 0, 1), at(stride, 0, 1), at(padding, 0, 0), at(dilation, 0, 1)),
                window.x().through(at(kernel, 1, 1), at(stride, 1, 1), at(padding, 1, 0), at(dilation, 1, 1)));
    }

    /** One number stands for both axes. */
    private static long at(List<Long> numbers, int axis, long otherwise) {
        return numbers.isEmpty()
                ? otherwise
                : numbers.get(numbers.size() == 1 ? 0 : Math.min(axis, numbers.size() - 1));
    }

    private static boolean flag(List<Value> arguments, int index) {
        return arguments.size() > index && arguments.get(index).equals(new Value.Constant(true));
    }

    private static List<Long> numbers(List<Value> arguments, int index) {
        if (arguments.size() <= index || !(arguments.get(index) instanceof Value.Constant constant)) {
            return List.of();
        }
        if (constant.value() instanceof Long number) {
            return List.of(number);
        }
        return constant.value() instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)
                ? list.stream().map(Long.class::cast).toList()
                : List.of();
    }
}
