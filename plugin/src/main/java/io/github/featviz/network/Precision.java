package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings arrays from fp32 to the numbers that a module computes in, and back, with gradients flowing through both; DJL's own
 * conversion stops them, and knows no bf16.
 */
final class Precision {

    private static final String CODE =
            """
            class Precision(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Precision,
                x: Tensor) -> Tensor:
                return torch.to(x, 6)
              def like(self: __torch__.Precision,
                x: Tensor,
                example: Tensor) -> Tensor:
                return torch.to(x, example)
              def kind(self: __torch__.Precision,
                x: Tensor) -> Tensor:
                return torch.scalar_tensor(ops.prim.dtype(x), dtype=6)
            """;

    private final @Nullable ScriptModule conversions;
    private final @Nullable NDArray example;
    private final String name;

    private Precision(@Nullable ScriptModule conversions, @Nullable NDArray example, String name) {
        this.conversions = conversions;
        this.example = example;
        this.name = name;
    }

    /** fp32, as most modules have it: nothing to convert. */
    static Precision single() {
        return new Precision(null, null, "fp32");
    }

    /**
     * What a module's parameters are kept in: the first that holds no integers decides.
     *
     * @param manager the module's, with which it ends
     * @param parameters the module's; the one that decides stays in use
     */
    static Precision of(NDManager manager, NDList parameters) {
        Optional<NDArray> decisive = parameters.stream()
                .filter(parameter -> !isWhole(parameter.getDataType()))
                .findFirst();
        if (decisive.isEmpty() || decisive.get().getDataType() == DataType.FLOAT32) {
            return single();
        }
        // The engine makes dictionaries of arguments with names that have dots.
        decisive.get().setName(null);
        ScriptModule conversions = ScriptModule.ofText(manager, "Precision", CODE);
        int kind = (int)
                conversions.call("kind", decisive.get()).singletonOrThrow().getFloat();
        return new Precision(conversions, decisive.get(), name(kind));
    }

    private static boolean isWhole(DataType type) {
        return type.isInteger() || type.isBoolean();
    }

    /** By the engine's numbering of types. */
    private static String name(int kind) {
        return switch (kind) {
            case 5 -> "fp16";
            case 7 -> "fp64";
            case 15 -> "bf16";
            default -> "fp32";
        };
    }

    /** {@code fp32}, {@code fp64}, {@code fp16} or {@code bf16}. */
    String name() {
        return name;
    }

    /** From fp32. */
    NDArray of(NDArray array) {
        return conversions == null || example == null
                ? array
                : conversions.call("like", array, example).singletonOrThrow();
    }

    /** To fp32, whatever it is; names stay. */
    NDList single(NDList arrays) {
        if (conversions == null) {
            return arrays;
        }
        NDList converted = new NDList(arrays.size());
        for (NDArray array : arrays) {
            NDArray single = conversions.call("forward", array).singletonOrThrow();
            single.setName(array.getName());
            converted.add(single);
        }
        return converted;
    }
}
