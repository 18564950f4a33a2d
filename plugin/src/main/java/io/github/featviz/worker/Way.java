package io.github.featviz.worker;

import io.github.featviz.network.Computation;
import io.github.featviz.visualize.Recipe;
import java.util.Collections;
import java.util.List;

/**
 * How pictures of a recipe are drawn on this machine.
 *
 * @param computation how the network computes
 * @param batches how many pictures share a call of the engine, a number for each of the recipe's stages
 */
record Way(Computation computation, List<Integer> batches) {

    Way {
        batches = List.copyOf(batches);
    }

    /** As the network's file has it, one picture at a time. */
    static Way plain(Recipe recipe) {
        return new Way(Computation.PLAIN, Collections.nCopies(recipe.stages().size(), 1));
    }

    /** Pictures that are drawn side by side. */
    int pictures() {
        return Collections.max(batches);
    }

    /** Such as {@code "fp32, channels-last, 8, 8 and 1 pictures at a time"}. */
    String text() {
        String numbers = computation.narrowed() ? "bf16" : "the network's own numbers";
        return "%s, %s, %s at a time"
                .formatted(numbers, computation.layout(), pictures() == 1 ? "one picture" : batches);
    }
}
