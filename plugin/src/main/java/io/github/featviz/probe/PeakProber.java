package io.github.featviz.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.Network;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The largest activation of every filter of a layer, for many images at once. */
public final class PeakProber {

    /** Images that are best handed over at once. */
    public static final int BATCH = 8;

    private final Network network;
    private final String layer;

    private final Batches batches = new Batches(BATCH);

    /**
     * @param network a loaded network; it stays the caller's to close
     * @param layer name as in {@link Network#describe()}
     */
    public PeakProber(Network network, String layer) {
        this.network = network;
        this.layer = layer;
    }

    /**
     * Shows images to the network.
     *
     * @param squares images [C, size, size] in [0, 1], as {@link Preprocessing#square} gives them
     * @return for each of them one value a filter: its largest activation at any place; of tokens, at those that stand for places
     */
    public List<float[]> peaks(List<float[]> squares) {
        return batches.answers(squares.size(), (first, count) -> run(squares.subList(first, first + count)));
    }

    private List<float[]> run(List<float[]> squares) {
        InputFormat input = network.input();
        int values = squares.get(0).length;
        float[] images = new float[squares.size() * values];
        for (int i = 0; i < squares.size(); i++) {
            System.arraycopy(squares.get(i), 0, images, i * values, values);
        }
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray array = manager.create(
                    FloatBuffer.wrap(images), new Shape(squares.size(), input.channels(), input.size(), input.size()));
            NDArray peaks = peaks(network.features(layer, array));
            int filters = Math.toIntExact(peaks.getShape().get(1));
            float[] all = peaks.toFloatArray();
            List<float[]> each = new ArrayList<>();
            for (int from = 0; from < all.length; from += filters) {
                each.add(java.util.Arrays.copyOfRange(all, from, from + filters));
            }
            return each;
        }
    }

    /** [N, C, H, W] and [N, C, T] to [N, C]; [N, C] stays. */
    private static NDArray peaks(NDArray features) {
        Shape shape = features.getShape();
        if (shape.dimension() == 3) {
            long tokens = shape.get(2);
            int edge = Layout.gridEdge(Math.toIntExact(tokens));
            NDArray places = edge > 1 ? features.get(new NDIndex(":, :, {}:", tokens - (long) edge * edge)) : features;
            return places.max(new int[] {2});
        }
        return shape.dimension() == 4 ? features.max(new int[] {3}).max(new int[] {2}) : features;
    }
}
