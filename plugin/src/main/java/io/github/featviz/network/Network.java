package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import java.util.List;
import java.util.Optional;

/**
 * A loaded network in evaluation mode, its weights frozen.
 *
 * <p>Images go in as [N, C, H, W] in [0, 1]; the network normalises them itself, as its {@link #input()} says. Results attach
 * to the manager of the images. One thread at a time.
 */
public interface Network extends AutoCloseable {

    /** Name of the layer that stands for a classifier's own answer, unless a layer of the network is called so. */
    String OUTPUT = "output";

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
     * @param images [N, C, H, W] in [0, 1], of any size; where a part of the network takes one size only, they are resampled to it
     * @return as the network has it, such as [N, C, H, W], [N, H, W, C], [N, T, C] or [N, C], in fp32
     * @throws UnknownLayerException when there is no such layer
     */
    NDArray activation(String layer, NDArray images);

    /**
     * The output of a layer with its channels on the second dimension, wherever the network has them.
     *
     * @param layer name as in {@link #describe()}
     * @param images square images [N, C, S, S] in [0, 1], of any size that the network can take
     * @return [N, C, H, W], [N, C] or, of a transformer's tokens, [N, C, T]; in fp32
     * @throws UnknownLayerException when there is no such layer
     */
    default NDArray features(String layer, NDArray images) {
        return Features.of(this, layer, images);
    }

    /**
     * The network's own output.
     *
     * @param images [N, C, H, W] in [0, 1]
     * @return its output arrays in fp32, taken out of tuples, lists and dictionaries; those of dictionaries have their keys as names
     */
    List<NDArray> forward(NDArray images);

    /**
     * A classifier's own answer: the output called {@code logits} or {@code out}, else the first, that is [N, classes].
     *
     * @return [N, classes], or nothing when the network is no classifier
     */
    default Optional<NDArray> scores(NDArray images) {
        return ClassScores.of(forward(images));
    }

    /**
     * A classifier's answer when something is added to a layer's output on the way, and all that follows is computed from the sum.
     *
     * @param layer name as in {@link #describe()}
     * @param shift what is added; broadcast to the layer's output
     * @param images [N, C, H, W] in [0, 1]
     * @return [N, classes], or nothing when the network is no classifier, or its layers cannot be steered
     * @throws UnknownLayerException when there is no such layer
     */
    default Optional<NDArray> steeredScores(String layer, NDArray shift, NDArray images) {
        return Optional.empty();
    }

    /**
     * Whether a layer could not take images of a size, so that they were resampled to the input size on their way in.
     *
     * @param layer name as in {@link #describe()}
     * @param edge height and width of the images; a size that it was not shown yet counts as one that it takes
     */
    default boolean resamples(String layer, int edge) {
        return false;
    }

    /** Whether gradients pass where a ReLU is off. */
    default boolean isAwake() {
        return false;
    }

    /** In what numbers it computes, such as {@code "fp32"}. */
    default String precision() {
        return "fp32";
    }

    @Override
    void close();
}
