package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rounds fp32 tensors to bf16: the upper half of their bits, with the range of fp32 and eight bits of fraction. */
final class BrainPrecision {

    private static final String SINGLE = "ctorch\nFloatStorage\n";
    private static final String BRAIN = "ctorch\nBFloat16Storage\n";

    private BrainPrecision() {}

    /** The same files, with the object tree and the tensors it refers to rewritten. */
    static ArchiveEntries narrowed(ArchiveEntries entries) throws IOException {
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        Map<String, TensorFile> tensors = new LinkedHashMap<>(entries.tensors());
        ObjectReader.storages(objects).forEach((file, description) -> {
            if (description.type().equals("torch.FloatStorage")) {
                tensors.computeIfPresent("data/" + file, (name, content) -> narrowed(content));
            }
        });
        // The names are of one line each, so the rest of the pickle stays as it is.
        String text = new String(objects, StandardCharsets.ISO_8859_1).replace(SINGLE, BRAIN);
        return entries.with(text.getBytes(StandardCharsets.ISO_8859_1), tensors);
    }

    private static TensorFile narrowed(TensorFile singles) {
        return new ConvertedTensor(singles, Float.BYTES, Short.BYTES, (in, out) -> out.putShort(brain(in.getFloat())));
    }

    /** The nearest number, of two equally near the one with an even last bit, as PyTorch rounds. */
    static short brain(float single) {
        int bits = Float.floatToIntBits(single);
        if (Float.isNaN(single)) {
            return (short) (bits >>> 16);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
