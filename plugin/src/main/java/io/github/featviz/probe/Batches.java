package io.github.featviz.probe;

import io.github.featviz.network.NetworkException;
import java.util.ArrayList;
import java.util.List;

/** Shows many images to a network, some in each run. Traced code may fit a single image only: then they go one by one from there on. */
final class Batches {

    /** Shows a run of images to the network. */
    @FunctionalInterface
    interface Run {

        /** An answer for each of {@code count} images from the one numbered {@code first} on. */
        List<float[]> answers(int first, int count);
    }

    private int size;

    /** @param size images in a run */
    Batches(int size) {
        this.size = size;
    }

    /** The answers for all images. */
    List<float[]> answers(int images, Run run) {
        List<float[]> answers = new ArrayList<>();
        while (answers.size() < images) {
            answers.addAll(next(answers.size(), Math.min(size, images - answers.size()), run));
        }
        return answers;
    }

    private List<float[]> next(int first, int count, Run run) {
        try {
            List<float[]> answers = run.answers(first, count);
            if (answers.size() == count) {
                return answers;
            }
        } catch (NetworkException e) {
            if (count == 1) {
                throw e;
            }
        }
        size = 1;
        return run.answers(first, 1);
    }
}
