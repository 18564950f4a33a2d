package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rewrites fp16 tensors as fp32: every fp16 number is one of fp32's too. */
final class HalfPrecision {

    private static final String HALF = "ctorch\nHalfStorage\n";
    private static final String SINGLE = "ctorch\nFloatStorage\n";

    private HalfPrecision() {}

    /** The same files, with the object tree and the tensors it refers to rewritten. */
    static ArchiveEntries widened(ArchiveEntries entries) throws IOException {
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        Map<String, TensorFile> tensors = new LinkedHashMap<>(entries.tensors());
        ObjectReader.storages(objects).forEach((file, description) -> {
            if (description.type().equals("torch.HalfStorage")) {
                tensors.computeIfPresent("data/" + file, (name, content) -> widened(content));
            }
        });
        // The names are of one line each, so the rest of the pickle stays as it is.
        String text = new String(objects, StandardCharsets.ISO_8859_1).replace(HALF, SINGLE);
        return entries.with(text.getBytes(StandardCharsets.ISO_8859_1), tensors);
    }

    private static TensorFile widened(TensorFile halves) {
        return new ConvertedTensor(halves, Short.BYTES, Float.BYTES, (in, out) -> out.putFloat(single(in.getShort())));
    }

    /** IEEE 754: one bit of sign, five of exponent, ten of fraction. */
    static float single(short half) {
        int exponent = half >> 10 & 31;
        int fraction = half & 1023;
        float size =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, -24);
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb((float) (1024 + fraction), exponent - 25);
                };
        return half < 0 ? -size : size;
    }
}
