package io.github.featviz.torchscript;

/**
 * Where in a method a value appears.
 *
 * @param at the expression that gives it
 * @param variable where the value is read once the statement is done, when the expression does not give it or gives several: a
 *     variable, or a part of one such as {@code _0[0]}; else empty
 */
record Point(Expression at, String variable) {

    Point(Expression at) {
        this(at, "");
    }
}
