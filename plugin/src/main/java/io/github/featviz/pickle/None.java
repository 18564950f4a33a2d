package io.github.featviz.pickle;

/** Python's {@code None}. */
public enum None {
    /** The only one. */
    NONE
}
