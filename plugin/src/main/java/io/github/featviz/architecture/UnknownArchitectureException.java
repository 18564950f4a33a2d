package io.github.featviz.architecture;

import java.util.List;

/** There is no architecture of that name. */
public final class UnknownArchitectureException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnknownArchitectureException(String name, String nearest, List<String> known) {
        super("there is no architecture " + name + "; did you mean " + nearest + "? Known are "
                + String.join(", ", known));
    }
}
