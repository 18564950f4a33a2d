package io.github.featviz.visualize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** Some pictures of one size while the optimiser changes them: their numbers lie side by side in the engine's memory. */
final class Easel implements AutoCloseable {

    private final List<Sketch> sketches;
    private final NDManager manager;
    private final NDArray values;
    private final Adam adam;

    /**
     * Takes the numbers of some pictures.
     *
     * @param parent what they need there lives until this is closed
     * @param shape of one picture's numbers, [1, …]
     */
    Easel(NDManager parent, ImageOps ops, List<Sketch> sketches, Shape shape, Adam.Settings settings) {
        this.sketches = List.copyOf(sketches);
        this.manager = parent.newSubManager();
        this.values = manager.create(joined(), new Shape(sketches.size()).addAll(shape.slice(1)));
        values.setRequiresGradient(true);
        this.adam = new Adam(ops, values, settings);
    }

    /** The pictures. */
    List<Sketch> sketches() {
        return sketches;
    }

    /** Their numbers, seen from another manager: what is computed from them lives there. */
    NDArray values(NDManager scratch) {
        NDArray view = values.reshape(values.getShape());
        view.attach(scratch);
        return view;
    }

    /** Changes the numbers along their gradient. */
    void step(NDManager scratch) {
        adam.step(scratch);
    }

    /** Gives the numbers back. */
    @Override
    public void close() {
        float[] all = values.toFloatArray();
        int size = all.length / sketches.size();
        for (int i = 0; i < sketches.size(); i++) {
            sketches.get(i).changed(Arrays.copyOfRange(all, i * size, (i + 1) * size));
        }
        manager.close();
    }

    private float[] joined() {
        int size = sketches.get(0).values().length;
        float[] all = new float[size * sketches.size()];
        for (int i = 0; i < sketches.size(); i++) {
            System.arraycopy(sketches.get(i).values(), 0, all, i * size, size);
        }
        return all;
    }
}
