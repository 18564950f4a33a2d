package io.github.featviz.network;

/** The engine could not load or run a network. */
public final class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what could not be done, and how to mend it
     * @param cause what the engine said
     */
    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
