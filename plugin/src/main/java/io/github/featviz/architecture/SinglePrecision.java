package io.github.featviz.architecture;

import io.github.featviz.statedict.ElementType;
import io.github.featviz.statedict.Tensor;
import io.github.featviz.torchscript.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;

/** Gives the floating-point tensors of a state dict in single precision, converted piece by piece where they are not. */
final class SinglePrecision implements TensorSource {

    private static final int CONVERTED_AT_ONCE = 1 << 14;

    private final Map<String, Tensor> tensors;

    SinglePrecision(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    @Override
    public void read(String name, Chunks chunks) throws IOException {
        Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.type() == ElementType.FLOAT32) {
            chunks.accept(data);
            return;
        }
        ByteBuffer converted =
                ByteBuffer.allocate(CONVERTED_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            converted.clear();
            while (data.hasRemaining() && converted.hasRemaining()) {
                converted.putFloat(next(tensor.type(), data));
            }
            chunks.accept(converted.flip());
        }
    }

    private static float next(ElementType type, ByteBuffer data) {
        return switch (type) {
            case FLOAT64 -> (float) data.getDouble();
            case FLOAT16 -> half(data.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort() << 16);
            default -> throw new IllegalStateException(type + " is no floating-point type");
        };
    }

    /** Half precision: a sign, 5 bits of exponent with a bias of 15, 10 bits of fraction. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }
}
