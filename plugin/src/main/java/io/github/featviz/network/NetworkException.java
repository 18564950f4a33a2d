package io.github.featviz.network;

import org.jspecify.annotations.Nullable;

/** The engine could not load or run a network. */
public final class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what could not be done, and how to mend it
     * @param cause what the engine said; null: it is featviz that refuses
     */
    public NetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
