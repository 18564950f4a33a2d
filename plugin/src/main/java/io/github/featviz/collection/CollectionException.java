package io.github.featviz.collection;

import java.io.IOException;

/** A folder or an archive gives no photographs; the message says why. */
public final class CollectionException extends IOException {

    private static final long serialVersionUID = 1;

    CollectionException(String message) {
        super(message);
    }

    CollectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
