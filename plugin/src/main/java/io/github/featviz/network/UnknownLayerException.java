package io.github.featviz.network;

/** A layer was asked for that the network does not have, or that cannot be tapped. */
public final class UnknownLayerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was asked for and why it cannot be had */
    public UnknownLayerException(String message) {
        super(message);
    }
}
