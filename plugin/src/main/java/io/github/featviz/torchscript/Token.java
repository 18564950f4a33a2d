package io.github.featviz.torchscript;

/**
 * A word of TorchScript text.
 *
 * @param kind what it is
 * @param text its characters
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        NEWLINE,
        INDENT,
        DEDENT,
        END
    }

    boolean is(String expected) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(expected);
    }
}
