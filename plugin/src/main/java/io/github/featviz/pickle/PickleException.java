package io.github.featviz.pickle;

import java.io.IOException;

/** A pickle is damaged, too large, or wants something that its reader does not do. */
public final class PickleException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, as the rest of a sentence about the file: "its pickle …" */
    public PickleException(String message) {
        super(message);
    }
}
