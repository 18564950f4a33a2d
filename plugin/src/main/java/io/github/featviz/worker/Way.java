package io.github.featviz.worker;

import io.github.featviz.network.Computation;
import io.github.featviz.spec.Latitude;
import io.github.featviz.visualize.Recipe;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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

    /** The way that is taken where nothing is measured: plain, as far as the user allows that. */
    static Way unmeasured(Recipe recipe, Latitude latitude) {
        int batch = latitude.batches().get(0);
        Computation first = Computation.DIRECT.stream()
                .filter(computation -> latitude.allows(computation.narrowed(), computation.layout()))
                .findFirst()
                .orElse(Computation.PLAIN);
        return new Way(first, Collections.nCopies(recipe.stages().size(), batch));
    }

    /** The same with convolutions as they are written. */
    Way direct() {
        return new Way(computation.direct(), batches);
    }

    /** Pictures that are drawn side by side. */
    int pictures() {
        return Collections.max(batches);
    }

    /** Such as {@code "fp32, channels-last, 8, 8 and 1 pictures at a time"}. */
    String text() {
        String number = pictures() == 1
                ? "one picture"
                : batches.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " pictures";
        return "%s, %s at a time".formatted(computation.text(), number);
    }
}
