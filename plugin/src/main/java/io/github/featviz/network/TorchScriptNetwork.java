package io.github.featviz.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.torchscript.CallSite;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network from a TorchScript archive, run by the PyTorch engine from a copy whose text has a method for each tapped layer. */
final class TorchScriptNetwork implements Network {

    private TorchScriptArchive archive;
    private final Preparation preparation;
    private final InputFormat input;
    private final NDManager manager;
    private final Normalisation normalisation;
    private final Set<String> layers = new LinkedHashSet<>();
    private TappedModule module;
    private @Nullable SteeredModule steered;
    private @Nullable NetworkDescription description;

    /** What is done to an archive before it is loaded. */
    @FunctionalInterface
    interface Preparation {

        /**
         * Gives what is to be loaded.
         *
         * @param layers names of the places that will be asked for
         * @throws IOException when its tensors cannot be read
         */
        TorchScriptArchive of(TorchScriptArchive archive, Collection<String> layers) throws IOException;
    }

    /**
     * Runs the archive in the numbers that it has, or in fp32 where those are fp16.
     *
     * @throws IOException when it cannot be prepared
     */
    TorchScriptNetwork(
            TorchScriptArchive archive, Preparation preparation, InputFormat input, Collection<String> layers)
            throws IOException {
        this.archive = archive;
        this.preparation = preparation;
        this.input = input;
        layers.stream()
                .filter(layer -> !isOutput(layer))
                .forEach(layer -> this.layers.add(require(layer).name()));
        TorchScriptArchive prepared = preparation.of(archive, this.layers);
        this.manager = TorchEngine.newManager();
        try {
            this.module = TappedModule.load(manager, prepared, this.layers);
            this.normalisation = Normalisation.of(input, manager);
            if (module.precision().equals("fp16")) {
                widen();
            }
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** Processors compute fp16 many times more slowly than fp32, but code that names fp16 itself runs with nothing else. */
    private void widen() {
        TappedModule wide = null;
        try (NDManager scratch = manager.newSubManager()) {
            TorchScriptArchive widened = archive.widened();
            wide = TappedModule.load(manager, preparation.of(widened, layers), layers);
            wide.forward(normalised(grey(scratch)));
            module.close();
            module = wide;
            archive = widened;
        } catch (IOException | EngineException | NetworkException e) {
            if (wide != null) {
                wide.close();
            }
        }
    }

    private NDArray grey(NDManager scratch) {
        return scratch.full(new Shape(1, input.channels(), input.size(), input.size()), 0.5f);
    }

    @Override
    public InputFormat input() {
        return input;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public NetworkDescription describe() {
        NetworkDescription known = description;
        if (known == null) {
            known = new NetworkDescription(archive.name(), archive.parameterCount(), describeLayers());
            description = known;
        }
        return known;
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        if (isOutput(layer)) {
            return scores(images)
                    .filter(scores -> module.returnsOnlyTensors())
                    .orElseThrow(() -> new UnknownLayerException("the network " + archive.name()
                            + " returns no class scores [N, classes], or something beside tensors, so there is no layer \""
                            + OUTPUT
                            + "\"; take its last linear layer"));
        }
        require(layer);
        if (!module.has(layer)) {
            layers.add(layer);
            TappedModule wider = TappedModule.load(manager, prepared(layers), layers);
            module.close();
            module = wider;
        }
        NDList output;
        try {
            output = module.tap(layer, normalised(images));
        } catch (EngineException e) {
            throw new NetworkException(failure(layer, images, e), e);
        }
        if (output.size() != 1) {
            throw new UnknownLayerException("layer " + layer + " puts out " + output.size()
                    + " tensors: only a layer with a single one can be looked at");
        }
        return output.get(0);
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        try {
            return List.copyOf(module.forward(normalised(images)));
        } catch (EngineException e) {
            throw new NetworkException(failure("the output", images, e), e);
        }
    }

    @Override
    public Optional<NDArray> steeredScores(String layer, NDArray shift, NDArray images) {
        if (isOutput(layer)) {
            return Optional.empty();
        }
        require(layer);
        try {
            return ClassScores.of(steered(layer).forward(normalised(images), shift));
        } catch (EngineException e) {
            throw new NetworkException(failure("the output", images, e), e);
        }
    }

    /** One at a time, for each is the whole network once more. */
    private SteeredModule steered(String layer) {
        SteeredModule known = steered;
        if (known == null || !known.layer().equals(layer)) {
            if (known != null) {
                known.close();
                steered = null;
            }
            known = SteeredModule.load(manager, prepared(Set.of(layer)), layer);
            steered = known;
        }
        return known;
    }

    private TorchScriptArchive prepared(Set<String> kept) {
        try {
            return preparation.of(archive, kept);
        } catch (IOException e) {
            throw new NetworkException(archive.name() + " cannot be read again: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isAwake() {
        return archive.isAwake();
    }

    @Override
    public String precision() {
        return module.precision();
    }

    /** The modules hang on the manager, as all else does. */
    @Override
    public void close() {
        manager.close();
    }

    private static String failure(String place, NDArray images, EngineException e) {
        return "the engine failed on the way to %s with an image of shape %s: %s"
                .formatted(place, images.getShape(), ScriptModule.reason(e));
    }

    private NDArray normalised(NDArray images) {
        return images.sub(normalisation.mean()).div(normalisation.std());
    }

    private boolean isOutput(String layer) {
        return layer.equals(OUTPUT) && site(layer).isEmpty();
    }

    private Optional<CallSite> site(String layer) {
        return archive.callSites().stream()
                .filter(candidate -> candidate.name().equals(layer))
                .findFirst();
    }

    private CallSite require(String layer) {
        CallSite site = site(layer)
                .orElseThrow(() -> new UnknownLayerException("the network " + archive.name() + " has no layer " + layer
                        + "; mvn featviz:layers lists those it has"));
        if (!site.tappable()) {
            throw new UnknownLayerException(
                    "layer " + layer + " of " + archive.name() + " cannot be looked at: it " + site.obstacle());
        }
        return site;
    }

    private List<Layer> describeLayers() {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray grey = grey(scratch);
            Map<String, List<Long>> shapes = SurveyedModule.shapes(scratch, archive, normalised(grey));
            List<Layer> described = new LayerCatalogue(archive.callSites(), shapes).layers();
            output(grey).ifPresent(described::add);
            return List.copyOf(described);
        } catch (EngineException e) {
            throw new NetworkException(
                    "the engine failed on an image of %s × %s pixels with %s channels: %s"
                            .formatted(input.size(), input.size(), input.channels(), ScriptModule.reason(e)),
                    e);
        }
    }

    /** The network's own answer as a layer: nothing when it is no classifier, or has a layer of that name. */
    private Optional<Layer> output(NDArray image) {
        if (!isOutput(OUTPUT)) {
            return Optional.empty();
        }
        Optional<NDArray> scores = scores(image);
        // Otherwise no gradient would flow from it.
        return module.returnsOnlyTensors()
                ? scores.map(found -> new Layer(OUTPUT, "Output", false, shape(found), 0))
                : Optional.empty();
    }

    private static List<Long> shape(NDArray array) {
        return Arrays.stream(array.getShape().getShape()).boxed().toList();
    }
}
