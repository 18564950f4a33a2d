package io.github.featviz.result;

import java.util.List;

/**
 * What each of the made reference images does to one layer.
 *
 * @param images one for each image, in their order
 */
public record Answers(List<Response> images) {

    /** Keeps a copy of the list. */
    public Answers {
        images = List.copyOf(images);
    }
}
