package io.github.featviz.visualize;

import ai.djl.ndarray.NDManager;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import java.util.Optional;

/**
 * Makes pictures of what excites the filters of a network.
 *
 * <p>The same network, layer, filter, recipe and seed give the same picture on the same kind of machine. One thread at a time.
 */
public final class Visualizer implements AutoCloseable {

    /** Seeds tried before a filter is given up. */
    private static final int ATTEMPTS = 3;

    private final Network network;
    private final NDManager manager;
    private final ImageOps ops;

    /** Makes pictures with a network, which stays the caller's and is to be closed after this. */
    public Visualizer(Network network) {
        this.network = network;
        this.manager = network.manager().newSubManager();
        this.ops = ImageOps.load(manager);
    }

    /**
     * Makes a filter's picture.
     *
     * <p>A picture that stays grey, or whose objective never rises, is begun again with the next seed, twice.
     *
     * @param layer name of the layer
     * @param filter number of the feature map
     * @param recipe how
     * @param seed decides everything random
     * @param listener hears of every step
     * @return the picture
     * @throws NoPictureException when no seed leads to a picture
     */
    public Visualization run(String layer, int filter, Recipe recipe, long seed, ProgressListener listener) {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Run run = new Run(network, ops, layer, Objective.channelMean(filter), recipe, seed + attempt);
            Raster raster = drawn(run, layer, filter, listener);
            Optional<String> fault = run.fault();
            if (fault.isEmpty()) {
                return new Visualization(
                        raster.toImage(network.input().shown()), raster.toPlanes(), run.trajectory(), seed + attempt);
            }
            reason = fault.get();
        }
        throw new NoPictureException(
                "filter %s of %s gives no picture: with %s seeds, %s".formatted(filter, layer, ATTEMPTS, reason));
    }

    private Raster drawn(Run run, String layer, int filter, ProgressListener listener) {
        try {
            return run.draw(listener);
        } catch (NetworkException e) {
            throw new NoPictureException(
                    "filter %s of %s gives no picture: %s (the picture was at %s px; the network's input is declared as %s px)"
                            .formatted(
                                    filter,
                                    layer,
                                    e.getMessage(),
                                    run.edge(),
                                    network.input().size()),
                    e);
        }
    }

    @Override
    public void close() {
        ops.close();
        manager.close();
    }
}
