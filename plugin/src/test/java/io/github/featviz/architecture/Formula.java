package io.github.featviz.architecture;

import io.github.featviz.statedict.ElementType;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Weights that look random and are the same everywhere: {@code architecture_references.py} computes them too. */
final class Formula {

    private Formula() {}

    static StateDict weights(Map<String, List<Long>> shapes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, tensor(name, shape)));
        return new StateDict(tensors);
    }

    static Tensor tensor(String name, List<Long> shape) {
        int elements = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        double high = high(name, shape);
        double low = low(name, shape);
        int seed = (int) crc(name);
        ByteBuffer data = ByteBuffer.allocate(elements * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            double unit = (hash(i * 0x9E3779B1 + seed) >>> 8) * 0x1p-24;
            data.putFloat((float) (low + (high - low) * unit));
        }
        return new Tensor(ElementType.FLOAT32, shape, data.flip().asReadOnlyBuffer());
    }

    private static double high(String name, List<Long> shape) {
        if (name.endsWith("running_var")) {
            return 1.5;
        }
        if (shape.size() > 1) {
            return Math.sqrt(6.0 / shape.subList(1, shape.size()).stream().reduce(1L, Math::multiplyExact));
        }
        return name.endsWith("weight") ? 0.8 : 0.1;
    }

    private static double low(String name, List<Long> shape) {
        if (name.endsWith("running_var")) {
            return 0.5;
        }
        return shape.size() == 1 && name.endsWith("weight") ? 0.4 : -high(name, shape);
    }

    private static int hash(int bits) {
        int mixed = (bits ^ (bits >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }

    static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** The picture that the references were made with. */
    static float[] image(int size) {
        float[] values = new float[3 * size * size];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (size * size);
            int y = (i / size) % size;
            values[i] = (float) ((31 * channel + 17 * y + 13 * (i % size)) % 97 / 97.0);
        }
        return values;
    }
}
