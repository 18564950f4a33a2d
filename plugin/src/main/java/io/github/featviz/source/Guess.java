package io.github.featviz.source;

import io.github.featviz.architecture.Architectures;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.StateDicts;
import io.github.featviz.statedict.UnusableStateDictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Tells state dicts from networks, and of which architecture they look to be. */
final class Guess {

    private static final long USUAL_CLASSES = 1000;

    private Guess() {}

    /**
     * Refuses a state dict where a network is needed.
     *
     * @throws SourceException when the file is one; its message says how to use it
     */
    static void requireNoStateDict(Path file, String label) throws IOException {
        if (isTorchScript(file)) {
            return;
        }
        StateDict weights;
        try {
            weights = StateDicts.read(file);
        } catch (UnusableStateDictException e) {
            // Something else: whoever reads the network says what.
            return;
        }
        Optional<String> likely = architecture(weights);
        throw new SourceException(
                label + " is a state dict: weights without a network",
                "a TorchScript archive, as torch.jit.trace(model.eval(), x).save(\"my.pt\") writes it; "
                        + "or an architecture beside the weights",
                likely.map(name -> "by the names of its tensors it may be " + name + ": write network: {architecture: "
                                + name + ", weights: …}")
                        .orElse("write network: {architecture: …, weights: …} if it is one of "
                                + String.join(", ", Architectures.names())
                                + "; otherwise build the model in Python, load the weights and trace it"));
    }

    private static boolean isTorchScript(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().matches("([^/]+/)?code/.*"));
        } catch (ZipException e) {
            // No zip, so no TorchScript; it may still be an old or a safetensors state dict.
            return false;
        }
    }

    /** The architecture that shares the most tensors with these weights; none if that is not nearly all of them. */
    private static Optional<String> architecture(StateDict weights) {
        long counted = weights.tensors().keySet().stream()
                .filter(name -> !name.endsWith("num_batches_tracked"))
                .count();
        record Candidate(String name, long shared, long all) {}
        return Architectures.names().stream()
                .map(name -> {
                    Map<String, List<Long>> shapes = Architectures.named(name).shapes(USUAL_CLASSES);
                    long shared = shapes.entrySet().stream()
                            .filter(shape -> weights.tensors().containsKey(shape.getKey())
                                    && weights.tensors()
                                            .get(shape.getKey())
                                            .shape()
                                            .equals(shape.getValue()))
                            .count();
                    return new Candidate(name, shared, Math.max(shapes.size(), counted));
                })
                .filter(candidate -> candidate.shared() * 10 >= candidate.all() * 8)
                .max(Comparator.comparingDouble(candidate -> (double) candidate.shared() / candidate.all()))
                .map(Candidate::name);
    }
}
