package io.github.featviz.selfcheck;

import io.github.featviz.result.InputFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says about its network.
 *
 * @param name what it is called; null: not said
 * @param input how images reach it; null: not said
 * @param classes class names, index = class; empty: not said
 * @param goldens what PyTorch computed, in the order of computation; empty: nothing to check
 * @param tolerance largest difference that passes, as a share of a layer's root mean square
 */
public record SelfDescription(
        @Nullable String name,
        @Nullable InputFormat input,
        List<String> classes,
        List<Golden> goldens,
        double tolerance) {

    /**
     * The image the goldens were computed for, before normalisation: x[c, y, x] = ((7 c + 13 y + 17 x) mod 256) / 255 in fp32.
     *
     * @return [C, size, size] in [0, 1]
     */
    public static float[] image(InputFormat input) {
        int size = input.size();
        float[] values = new float[input.channels() * size * size];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (size * size);
            values[i] = (7 * channel + 13 * (i / size % size) + 17 * (i % size)) % 256 / 255f;
        }
        return values;
    }
}
