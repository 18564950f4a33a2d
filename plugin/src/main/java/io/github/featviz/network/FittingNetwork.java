package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A network that takes images of every size. Where a part of it fails at a size, because it fits one only (a linear layer behind
 * flattened maps, a transformer's positions) or because the image is too small for it, the image is resampled to the input size on
 * its way in. That is found out by trying, once for each layer and size.
 */
final class FittingNetwork extends DelegatingNetwork {

    /** Whether images have to be resampled. Missing: it was not tried yet. */
    private final Map<Ask, Boolean> resampled = new HashMap<>();

    FittingNetwork(Network network) {
        super(network);
    }

    /** Images of a size on their way to a layer. */
    private record Ask(String layer, long height, long width) {}

    @Override
    public NDArray activation(String layer, NDArray images) {
        return fitted(layer, images, fitting -> network.activation(layer, fitting));
    }

    @Override
    public List<NDArray> forward(NDArray images) {
        return fitted(OUTPUT, images, network::forward);
    }

    @Override
    public Optional<NDArray> steeredScores(String layer, NDArray shift, NDArray images) {
        return fitted(OUTPUT, images, fitting -> network.steeredScores(layer, shift, fitting));
    }

    @Override
    public boolean resamples(String layer, int edge) {
        return resampled.getOrDefault(new Ask(layer, edge, edge), false);
    }

    private <T> T fitted(String layer, NDArray images, Function<NDArray, T> run) {
        Shape shape = images.getShape();
        Ask ask = new Ask(layer, shape.get(2), shape.get(3));
        int edge = network.input().size();
        if (ask.height() == edge && ask.width() == edge) {
            return run.apply(images);
        }
        if (resampled.getOrDefault(ask, false)) {
            return run.apply(TriangleWeights.resample(images, edge));
        }
        try {
            T result = run.apply(images);
            resampled.put(ask, false);
            return result;
        } catch (NetworkException e) {
            if (resampled.containsKey(ask)) {
                throw e;
            }
            T result = secondTry(run, TriangleWeights.resample(images, edge), e);
            resampled.put(ask, true);
            return result;
        }
    }

    /** When the network's own size does not help either, the first failure is the one to tell of. */
    private static <T> T secondTry(Function<NDArray, T> run, NDArray images, NetworkException first) {
        try {
            return run.apply(images);
        } catch (NetworkException e) {
            first.addSuppressed(e);
            throw first;
        }
    }
}
