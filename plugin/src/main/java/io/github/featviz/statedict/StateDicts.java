package io.github.featviz.statedict;

import io.github.featviz.pickle.PickleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads state dicts, as torch.save (the zip format and the older one) and safetensors write them. The format is recognised by
 * content.
 *
 * <p>Nothing in a file is run. A pickle may name what tensors are rebuilt with and nothing else, wherever it stands.
 */
public final class StateDicts {

    private static final int HEAD = 512;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int MOST_TENSORS = 100_000;
    private static final long MOST_BYTES = 16L << 30;

    /** What DataParallel and torch.compile put before every name. */
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

    private StateDicts() {}

    /**
     * Reads the state dict in a file.
     *
     * <p>A state dict among other things (the epoch, the optimizer) is taken out: from {@code state_dict},
     * {@code model_state_dict}, {@code model} and the like, or from the only entry that holds tensors by name. Entries of it that
     * are no tensors are left out; {@code module.} and {@code _orig_mod.} are taken off where every name begins so.
     *
     * <p>The file is mapped into memory: tensors are windows on it and take no heap, except that those not in row-major order
     * are copied. The mapping lasts until the last buffer of these tensors is garbage. Until then nobody may shorten or
     * overwrite the file, and Windows cannot delete it.
     *
     * @param file at most 16 GiB of tensors, of at most one GiB each; little-endian
     * @return tensors in the file's order
     * @throws UnusableStateDictException when the file is missing, something else, damaged, or over a limit
     */
    public static StateDict read(Path file) throws IOException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnusableStateDictException(
                        Files.exists(file) ? "it is no file. Name the file with the weights" : "there is no such file");
            }
            return new StateDict(withoutPrefix(limited(tensors(FileBytes.map(file)))));
        } catch (UnusableStateDictException | PickleException e) {
            throw new UnusableStateDictException(
                    "Cannot read weights from " + file + ": " + printable(String.valueOf(e.getMessage())), e);
        }
    }

    /** Names out of the file stand in messages: nothing of them may steer a terminal or flood it. */
    private static String printable(String message) {
        String shorter = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
        return shorter.replaceAll("\\p{Cc}", "?");
    }

    private static Map<String, Tensor> tensors(FileBytes file) throws IOException {
        ByteBuffer head = file.from(0, HEAD);
        if (head.limit() == 0) {
            throw new UnusableStateDictException("it is empty. Download or save it again");
        }
        // First, because the length of a safetensors header may look like the beginning of anything else.
        if (SafetensorsFormat.begins(head)) {
            return SafetensorsFormat.read(file);
        }
        if (head.get(0) == 'P' && head.limit() > 1 && head.get(1) == 'K') {
            return ZipFormat.read(file);
        }
        if (head.get(0) == (byte) 0x80) {
            return LegacyFormat.read(file);
        }
        throw new UnusableStateDictException(ForeignFormat.of(head));
    }

    private static Map<String, Tensor> limited(Map<String, Tensor> tensors) throws UnusableStateDictException {
        long bytes = 0;
        for (Tensor tensor : tensors.values()) {
            bytes += tensor.data().remaining();
        }
        if (tensors.size() > MOST_TENSORS || bytes > MOST_BYTES) {
            throw new UnusableStateDictException("it holds " + tensors.size() + " tensors of " + bytes
                    + " bytes; at most " + MOST_TENSORS + " and " + MOST_BYTES + " can be read");
        }
        return tensors;
    }

    private static Map<String, Tensor> withoutPrefix(Map<String, Tensor> tensors) {
        for (String prefix : PREFIXES) {
            if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                Map<String, Tensor> shorter = new LinkedHashMap<>();
                tensors.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
                return withoutPrefix(shorter);
            }
        }
        return tensors;
    }
}
