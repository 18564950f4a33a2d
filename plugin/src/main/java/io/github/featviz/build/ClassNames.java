package io.github.featviz.build;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Class names and where they are from.
 *
 * @param names index = class; empty: none were given
 * @param parameter the file that a parameter names; null: none
 * @param spec the spec's network, which may name a file; null: there is none
 */
record ClassNames(List<String> names, @Nullable Path parameter, @Nullable NetworkSpec spec) {

    /** As every network's own answer is called that has classes. */
    private static final String ANSWER = "output";

    /** What to tell the user if there is not one name for each class: then some name may stand at another class's place. */
    Optional<String> doubt(NetworkDescription network) {
        int classes = network.layer(ANSWER).map(Layer::filters).orElse(0);
        if (names.isEmpty() || classes == 0 || names.size() == classes) {
            return Optional.empty();
        }
        return Optional.of(
                "%s %s for the %s classes of %s. Expected one line for each class, in their order; correct the file%s."
                        .formatted(
                                place(),
                                names.size() == 1 ? "has 1 class name" : "has " + names.size() + " class names",
                                classes,
                                network.name(),
                                names.size() == classes + 1
                                        ? ", whose first line may be a heading or a background class"
                                        : ""));
    }

    private String place() {
        Located<Path> named = spec == null ? null : spec.classes();
        if (parameter != null) {
            return parameter.toString();
        }
        return named == null ? "The network's own description" : named.mark() + ": " + named.value();
    }
}
