package io.github.featviz.architecture;

import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.Tensor;
import io.github.featviz.torchscript.ArchiveWriter;
import io.github.featviz.torchscript.ModuleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The blueprint of a network, which becomes a network with the weights of a state dict. */
public final class Architecture {

    private static final long USUAL_CLASSES = 1000;

    private final String name;
    private final String lastLayer;
    private final LongFunction<ModuleText> network;

    /**
     * Describes an architecture.
     *
     * @param lastLayer name of the tensor whose first length is the number of classes
     * @param network makes the network for a number of classes
     */
    Architecture(String name, String lastLayer, LongFunction<ModuleText> network) {
        this.name = name;
        this.lastLayer = lastLayer;
        this.network = network;
    }

    /** Its name, such as {@code vgg16_bn}. */
    public String name() {
        return name;
    }

    /** The tensors it takes, in order, with their shapes; without {@code num_batches_tracked}, which evaluation has no use for. */
    public Map<String, List<Long>> shapes(long classes) {
        return module(classes).shapes();
    }

    /**
     * Writes a TorchScript archive of the network with these weights, in single precision whatever precision they come in.
     *
     * <p>The number of classes is that of the state dict's last layer. {@code num_batches_tracked}, the auxiliary classifiers of
     * GoogLeNet and Inception, a {@code module.} before every name and the old spelling of DenseNet's names are accepted. The same
     * weights give the same bytes.
     *
     * @param weights names as in {@code module.state_dict()}
     * @param target file to write; replaced if there is one
     * @throws UnfitWeightsException when tensors are missing, have another shape or are not expected; nothing is written then
     * @throws IOException when the file cannot be written
     */
    public void write(StateDict weights, Path target) throws IOException {
        Map<String, Tensor> given = StateDictNames.canonical(weights.tensors());
        ModuleText module = moduleFor(given);
        Fit.require(this, module.shapes(), given);
        ArchiveWriter.write(target, module, new SinglePrecision(given));
    }

    /** Whether the weights are such as {@link #write} accepts. */
    boolean fits(StateDict weights) {
        Map<String, Tensor> given = StateDictNames.canonical(weights.tensors());
        return Fit.faults(moduleFor(given).shapes(), given).isEmpty();
    }

    private ModuleText moduleFor(Map<String, Tensor> given) {
        Tensor last = given.get(lastLayer);
        return module(
                last == null || last.shape().isEmpty()
                        ? USUAL_CLASSES
                        : last.shape().get(0));
    }

    /** The network without weights. */
    ModuleText module(long classes) {
        return network.apply(classes);
    }

    @Override
    public String toString() {
        return name;
    }
}
