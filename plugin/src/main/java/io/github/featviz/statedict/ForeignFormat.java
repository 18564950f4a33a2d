package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;

/** Recognises by content what people take for a state dict. */
final class ForeignFormat {

    static final String TORCHSCRIPT =
            "it is a TorchScript archive, which has the network's program in it beside the weights: "
                    + "name it as the network itself, without an architecture";

    static final String BIG_ENDIAN =
            "it was written on a big-endian machine. Save it there as safetensors, which is always "
                    + "little-endian, in Python: safetensors.torch.save_file(model.state_dict(), \"weights.safetensors\")";

    private static final int HEAD = 512;
    private static final int TAR_MAGIC = 257;

    private ForeignFormat() {}

    /** Whether the file is a tar archive. */
    static boolean isTar(ByteBuffer head) {
        return head.limit() > TAR_MAGIC + 5 && text(head).startsWith("ustar", TAR_MAGIC);
    }

    /** What a file is that begins like no state dict, and the way out. */
    static String of(ByteBuffer head) {
        String text = text(head);
        if (isTar(head)) {
            return "it is a tar archive, as PyTorch wrote before version 0.1.10. Save it again, in Python: "
                    + "torch.save(torch.load(file, weights_only=False), \"weights.pth\")";
        }
        if (text.startsWith("\u0089HDF") || text.startsWith("TFL3", 4)) {
            return "it is a file of Keras or TensorFlow (HDF5 or TFLite); weights of PyTorch are needed. "
                    + Remedy.SAVE;
        }
        if (text.startsWith("GGUF")) {
            return "it is a GGUF file; weights of PyTorch are needed. " + Remedy.SAVE;
        }
        if (text.startsWith("\b") && text.matches("(?s).*(pytorch|onnx|tf2onnx|ai\\.).*")) {
            return "it is an ONNX file. Take the PyTorch model that it was made from. " + Remedy.SAVE;
        }
        if (text.startsWith("\u0093NUMPY")) {
            return "it is a NumPy array; tensors by name are needed. " + Remedy.SAVE;
        }
        if (text.startsWith("\u001f\u008b")) {
            return "it is compressed with gzip. Unpack it first";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "it is a pointer of Git LFS, not the file itself. Fetch it: git lfs pull";
        }
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            return "it is a web page, not weights: the download answered with a page. Look at the address";
        }
        return "it is neither a file of torch.save nor safetensors. " + Remedy.SAVE;
    }

    /** What a zip is that has no pickle of torch.save's, and the way out. */
    static String ofZip(Collection<String> names) {
        if (names.stream()
                .anyMatch(name -> name.contains("models/") || name.endsWith("serialized_exported_program.json"))) {
            return "it is a .pt2 archive of torch.export. Take the model that it was made from. " + Remedy.SAVE;
        }
        if (names.stream().anyMatch(name -> name.endsWith(".weights.h5"))) {
            return "it is a Keras file; weights of PyTorch are needed. " + Remedy.SAVE;
        }
        return "it is a zip archive, but not one of torch.save: there is no data.pkl in its one folder. " + Remedy.SAVE;
    }

    private static String text(ByteBuffer head) {
        byte[] bytes = new byte[Math.min(HEAD, head.limit())];
        head.get(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
