package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.List;

/**
 * A loaded network in evaluation mode, its weights frozen.
 *
 * <p>Images go in as [N, C, H, W] in [0, 1]; the network normalises them itself, as its {@link #input()} says. Results attach
 * to the manager of the images. One thread at a time.
 */
public interface Network extends AutoCloseable {

    /** How images reach it. */
    InputFormat input();

    /** Parent of every array that lives as long as the network; take sub-managers for anything shorter. */
    NDManager manager();

    /** Its layers in call order, with output shapes at the input size. */
    NetworkDescription describe();

    /**
     * The output of a layer, computing no more of the network than needed. Differentiable with respect to the images.
     *
     * @param layer name as in {@link #describe()}
     * @param images [N, C, H, W] in [0, 1], any H and W the network can take
     * @return [N, C, H, W] or [N, C]
     * @throws UnknownLayerException when there is no such layer
     */
    NDArray activation(String layer, NDArray images);

    /**
     * The network's own output.
     *
     * @param images [N, C, H, W] in [0, 1]
     * @return its output arrays
     */
    List<NDArray> forward(NDArray images);

    @Override
    void close();
}
