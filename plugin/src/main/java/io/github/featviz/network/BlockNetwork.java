package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network written in Java with DJL's blocks.
 *
 * <p>Layers are named by the path of DJL's child names, as {@link CallRecorder} says. A run stops as soon as the tapped layer has
 * its output, so nothing behind it is computed. It runs in single precision, whatever the
 * precision of its parameters.
 */
final class BlockNetwork implements Network {

    private final Block block;
    private final String name;
    private final InputFormat input;
    private final NDManager manager;
    private final Normalisation normalisation;
    private @Nullable NetworkDescription description;

    private BlockNetwork(Block block, String name, InputFormat input, NDManager manager) {
        this.block = block;
        this.name = name;
        this.input = input;
        this.manager = manager;
        this.normalisation = Normalisation.of(input, manager);
    }

    static BlockNetwork open(String factory, @Nullable Path parameters, InputFormat input) throws IOException {
        NDManager manager = TorchEngine.newManager();
        try {
            ForwardHooks.install();
            Block block = new BlockFactory(factory).build();
            if (parameters != null) {
                new BlockParameters(parameters).load(block, manager);
            }
            requireParameters(block, factory);
            block.freezeParameters(true);
            return new BlockNetwork(block, factory.substring(factory.lastIndexOf('.') + 1), input, manager);
        } catch (IOException | RuntimeException | Error e) {
            manager.close();
            throw e;
        }
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
            known = new NetworkDescription(name, trained(block), describeLayers());
            description = known;
        }
        return known;
    }

    @Override
    public NDArray activation(String layer, NDArray images) {
        Tap tap = new Tap(layer);
        try (NDManager scratch = images.getManager().newSubManager()) {
            run(images, scratch, tap, layer);
            NDList output = tap.output;
            if (output == null) {
                throw unknown(layer);
            }
            if (output.size() != 1) {
                throw new UnknownLayerException("layer " + layer + " puts out " + output.size()
                        + " tensors: only a layer with a single one can be looked at");
            }
            NDArray activation = output.get(0);
            activation.attach(images.getManager());
            return activation;
        }
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        try (NDManager scratch = images.getManager().newSubManager()) {
            NDList output = run(images, scratch, new Tap(null), "the output");
            output.attach(images.getManager());
            return List.copyOf(output);
        }
    }

    @Override
    public Optional<NDArray> steeredScores(String layer, NDArray shift, NDArray images) {
        try (NDManager scratch = images.getManager().newSubManager()) {
            Steering steering = new Steering(layer, shift);
            NDList output = run(images, scratch, steering, "the output");
            if (!steering.reached) {
                throw unknown(layer);
            }
            output.attach(images.getManager());
            return ClassScores.of(output);
        }
    }

    @Override
    public void close() {
        block.clear();
        manager.close();
    }

    /** Hears of a layer's output, and ends the run there. */
    private static final class Tap implements CallRecorder.Listener {

        private final @Nullable String layer;
        private @Nullable NDList output;

        /** @param layer null: the run goes to its end */
        Tap(@Nullable String layer) {
            this.layer = layer;
        }

        @Override
        public void entered(String name, Block called) {}

        @Override
        public void left(String name, Block called, NDList result) {
            if (name.equals(layer)) {
                output = result;
                throw new Reached();
            }
        }
    }

    /** Adds to a layer's output in place, so that all who have it go on with the sum. */
    private static final class Steering implements CallRecorder.Listener {

        private final String layer;
        private final NDArray shift;
        private boolean reached;

        Steering(String layer, NDArray shift) {
            this.layer = layer;
            this.shift = shift;
        }

        @Override
        public void entered(String name, Block called) {}

        @Override
        public void left(String name, Block called, NDList result) {
            if (name.equals(layer)) {
                reached = true;
                result.get(0).addi(shift);
            }
        }
    }

    /** The tapped layer has run; whatever comes after it is not wanted. An error, which the user's code is least likely to catch. */
    private static final class Reached extends Error {

        private static final long serialVersionUID = 1L;

        Reached() {
            super("the tapped layer has run", null, false, false);
        }
    }

    /** Makes a line for each call. A layer comes before those inside it. */
    private static final class Listing implements CallRecorder.Listener {

        private final Map<String, Layer> layers = new LinkedHashMap<>();

        @Override
        public void entered(String name, Block called) {
            if (!name.isEmpty()) {
                layers.put(name, new Layer(name, type(called), true, List.of(), trained(called)));
            }
        }

        @Override
        public void left(String name, Block called, NDList output) {
            if (!name.isEmpty() && output.size() == 1) {
                List<Long> shape = Arrays.stream(output.get(0).getShape().getShape())
                        .boxed()
                        .toList();
                layers.put(name, new Layer(name, type(called), true, shape, trained(called)));
            }
        }
    }

    private List<Layer> describeLayers() {
        Listing listing = new Listing();
        try (NDManager images = manager.newSubManager();
                NDManager scratch = images.newSubManager()) {
            Shape shape = new Shape(1, input.channels(), input.size(), input.size());
            run(images.full(shape, 0.5f), scratch, listing, "the output");
        }
        return List.copyOf(listing.layers.values());
    }

    /** Runs the block on arrays of the scratch manager, which takes everything along that was made on the way. */
    private NDList run(NDArray images, NDManager scratch, CallRecorder.Listener listener, String goal) {
        NDArray shifted = images.sub(normalisation.mean());
        shifted.attach(scratch);
        NDArray normalised = shifted.div(normalisation.std());
        try {
            return block.forward(new CallRecorder(scratch, listener), new NDList(normalised), false);
        } catch (Reached e) {
            return new NDList();
        } catch (RuntimeException e) {
            // The user's code may throw whatever it likes.
            throw new NetworkException(
                    "the network failed on the way to %s with an image of shape %s: %s"
                            .formatted(goal, images.getShape(), ScriptModule.reason(e)),
                    e);
        }
    }

    private UnknownLayerException unknown(String layer) {
        boolean child = CallRecorder.names(block).values().stream().anyMatch(names -> names.contains(layer));
        return new UnknownLayerException(
                child
                        ? "layer " + layer + " of " + name + " cannot be tapped: either the network does not call it in"
                                + " evaluation mode, or its class implements Block without extending AbstractBlock"
                        : "the network " + name + " has no layer " + layer + "; mvn featviz:layers lists those it has");
    }

    private static void requireParameters(Block block, String factory) {
        String missing = block.getParameters().stream()
                .filter(parameter -> !parameter.getValue().isInitialized())
                .map(parameter -> parameter.getKey())
                .limit(3)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new NetworkException(
                    "The network of " + factory + " has parameters without values: " + missing
                            + ". Expected a file with them (parameters:), or a factory that sets them itself",
                    null);
        }
    }

    /** A lambda is told by its name, where somebody has given it one. */
    private static String type(Block block) {
        if (block instanceof LambdaBlock lambda
                && !lambda.getName().equals(LambdaBlock.DEFAULT_NAME)
                && !lambda.getName().contains("$$")) {
            return lambda.getName();
        }
        return block.getClass().getSimpleName();
    }

    /** Number of trained values; statistics of batch norm are none, and what several blocks share counts once. */
    private static long trained(Block block) {
        ParameterList parameters = block.getParameters();
        return parameters.values().stream()
                .filter(parameter -> parameter.getType() != Parameter.Type.RUNNING_MEAN
                        && parameter.getType() != Parameter.Type.RUNNING_VAR)
                .distinct()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
