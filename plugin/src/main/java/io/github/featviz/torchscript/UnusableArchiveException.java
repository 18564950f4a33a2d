package io.github.featviz.torchscript;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is no TorchScript archive that can be used; the message says what it is and the way out. */
public final class UnusableArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param cause what gave it away; null: nothing but its bytes */
    UnusableArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
