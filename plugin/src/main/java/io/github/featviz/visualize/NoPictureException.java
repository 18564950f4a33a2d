package io.github.featviz.visualize;

/** A filter of which no picture could be made; the message says why in one line. */
public final class NoPictureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line: what went wrong */
    public NoPictureException(String message) {
        super(message);
    }

    /**
     * With what the engine said.
     *
     * @param message one line: what went wrong
     * @param cause the engine's failure
     */
    public NoPictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
