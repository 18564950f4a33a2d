package io.github.featviz.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A network cannot be had from where it should come; the message says what is wrong, expected, and how to mend it. */
public class SourceException extends IOException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final String expected;
    private final String mend;

    /** A problem in the three sentences that users read. */
    public SourceException(String what, String expected, String mend) {
        this(what, expected, mend, null);
    }

    /** The same, with what led to it. */
    public SourceException(String what, String expected, String mend, @Nullable Throwable cause) {
        super(what + "\n  expected: " + expected + "\n  mend: " + mend, cause);
        this.what = what;
        this.expected = expected;
        this.mend = mend;
    }

    /** What is wrong, without full stop. */
    public String what() {
        return what;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** How to mend it. */
    public String mend() {
        return mend;
    }
}
