package io.github.featviz.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises by content what people take for a TorchScript archive. */
final class FileKind {

    private static final String TRACE =
            "in Python: torch.jit.trace(model.eval(), torch.zeros(1, 3, 224, 224)).save(\"my.pt\")";

    private static final String REBUILD = "only PyTorch networks can be used. Rebuild it in PyTorch, then " + TRACE;

    private static final String MODULE = "it is a pickled module, whose program is Python code that is not in it. "
            + "In Python: model = torch.load(file, weights_only=False), then " + TRACE;

    private FileKind() {}

    /** What a file is that is no zip, and the way out. */
    static String ofBytes(byte[] head) {
        if (starts(head, 0x89, 'H', 'D', 'F')) {
            return "it is an HDF5 file (Keras); " + REBUILD;
        }
        if (starts(head, 0x08, 0x01, 0x12) && !contains(head, "pytorch") && !contains(head, "onnx")) {
            return "it is a TensorFlow SavedModel; " + REBUILD;
        }
        if (head.length > 8 && contains(Arrays.copyOfRange(head, 4, 8), "TFL3")) {
            return "it is a TensorFlow Lite file; " + REBUILD;
        }
        if (starts(head, 0x80, 0x02, 0x8a, 0x0a) && contains(head, "torch.nn.modules")) {
            return MODULE;
        }
        if (starts(head, 0x80, 0x02, 0x8a, 0x0a)) {
            return "it is a pickle in PyTorch's old format: a state dict or a pickled module, which is weights without a program. "
                    + "Build the model, model.load_state_dict(torch.load(file)), then " + TRACE;
        }
        if (starts(head, 0x80)) {
            return "it is a Python pickle. Load it in Python, then " + TRACE;
        }
        if (starts(head, 0x08)
                && new String(head, StandardCharsets.ISO_8859_1).matches("(?s).*(pytorch|onnx|tf2onnx|ai\\.).*")) {
            return "it is an ONNX file. Take the PyTorch model that it was made from, or "
                    + "model = onnx2torch.convert(\"my.onnx\"), then " + TRACE;
        }
        if (head.length > 9 && head[8] == '{') {
            return "it is a safetensors file: weights without a program. Build the model, load them, then " + TRACE;
        }
        if (starts(head, 'P', 'K')) {
            return "it is a damaged or truncated zip archive. Copy or export it again";
        }
        return "it is no zip archive, as TorchScript files are. Export it " + TRACE;
    }

    /** What a zip is that is no TorchScript archive, and the way out; null: it may be one. */
    static @Nullable String ofEntries(Set<String> names, byte[] data) {
        boolean code = names.stream().anyMatch(name -> name.startsWith("code/") && name.endsWith(".py"));
        if (code && names.contains("data.pkl")) {
            return null;
        }
        if (names.stream()
                .anyMatch(name -> name.startsWith("models/") || name.endsWith("serialized_exported_program.json"))) {
            return "it is a .pt2 archive of torch.export. In Python: model = torch.export.load(\"my.pt2\").module(), then "
                    + "torch.jit.trace(model, torch.zeros(1, 3, 224, 224)).save(\"my.pt\")";
        }
        if (names.contains("model.weights.h5")) {
            return "it is a Keras archive; " + REBUILD;
        }
        if (names.stream().anyMatch(name -> name.endsWith("saved_model.pb"))) {
            return "it is a TensorFlow SavedModel; " + REBUILD;
        }
        if (names.contains("data.pkl")) {
            return contains(data, "torch.nn.modules")
                    ? MODULE
                    : "it is a state dict: weights without a program. "
                            + "Build the model, model.load_state_dict(torch.load(file)), then " + TRACE;
        }
        return "it is a zip archive without TorchScript code in it. Export the network " + TRACE;
    }

    /**
     * What makes a program unusable that was TorchScript, and the way out; null: nothing. What optimize_for_inference lays out for one
     * processor is written without its weights.
     */
    static @Nullable String ofCode(String text) {
        return text.contains("ConstantMKLDNNTensor")
                ? "it was changed by torch.jit.optimize_for_inference, which leaves the weights out when it is saved. "
                        + "Save the network before that: " + TRACE.replace("in Python: ", "")
                : null;
    }

    private static boolean contains(byte[] data, String word) {
        return new String(data, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static boolean starts(byte[] head, int... bytes) {
        return head.length >= bytes.length
                && Arrays.equals(
                        bytes,
                        java.util.stream.IntStream.range(0, bytes.length)
                                .map(i -> head[i] & 255)
                                .toArray());
    }
}
