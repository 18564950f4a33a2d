package io.github.featviz.image;

import java.io.IOException;

/** A file that should be a photograph cannot be read as one. */
public final class PhotographException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message which file, what is wrong with it and what can be read */
    public PhotographException(String message) {
        super(message);
    }

    /** @param cause what the decoder said */
    PhotographException(String message, Throwable cause) {
        super(message, cause);
    }
}
