package io.github.featviz.build;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.selfcheck.SelfDescription;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.NetworkSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network a build is about.
 *
 * @param source where it comes from
 * @param label the same in a few words
 * @param file the archive and its input format
 * @param mark where the user named it; null: a parameter or nobody did
 * @param classes class names, index = class; empty: none
 * @param own what the archive says about itself; null: nothing
 * @param assumed sentence that says which input format was assumed; null where the user said it
 */
record ChosenNetwork(
        NetworkSource source,
        String label,
        NetworkFile file,
        @Nullable Mark mark,
        List<String> classes,
        @Nullable SelfDescription own,
        @Nullable String assumed) {

    /** Whether the archive carries activations to hold the network against. */
    boolean isChecked() {
        return own != null && !own.goldens().isEmpty();
    }
}
