package io.github.featviz.torchscript;

/**
 * Where in a method a value appears.
 *
 * @param at the expression that gives it
 * @param variable where the expression gives several values that are unpacked: the variable that this one goes to; else empty
 */
record Point(Expression at, String variable) {

    Point(Expression at) {
        this(at, "");
    }
}
