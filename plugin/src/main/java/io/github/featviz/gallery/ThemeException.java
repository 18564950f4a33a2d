package io.github.featviz.gallery;

import java.io.IOException;
import java.io.Serial;

/** A theme that cannot be used: which file, which line, which value is missing. */
public final class ThemeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    ThemeException(String message) {
        super(message);
    }

    ThemeException(String message, Throwable cause) {
        super(message, cause);
    }
}
