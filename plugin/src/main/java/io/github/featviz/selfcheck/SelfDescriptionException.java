package io.github.featviz.selfcheck;

import java.io.IOException;

/** An archive's {@code extra/featviz.json} is not as it should be. The message says which archive, where in it, and what is wrong. */
public final class SelfDescriptionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String expected;

    SelfDescriptionException(String what, String expected) {
        super(what);
        this.expected = expected;
    }

    /** What should be there. */
    public String expected() {
        return expected;
    }
}
