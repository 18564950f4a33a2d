package io.github.featviz.statedict;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file holds no state dict that can be used; the message says which file, what is wrong and the way out. */
public final class UnusableStateDictException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableStateDictException(String message) {
        this(message, null);
    }

    /** @param cause what gave it away; null: nothing but the file's bytes */
    UnusableStateDictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
