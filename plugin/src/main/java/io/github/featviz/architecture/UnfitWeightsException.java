package io.github.featviz.architecture;

import java.io.IOException;

/** A state dict does not fit an architecture; the message names the tensors. */
public final class UnfitWeightsException extends IOException {

    private static final long serialVersionUID = 1;

    UnfitWeightsException(String message) {
        super(message);
    }
}
