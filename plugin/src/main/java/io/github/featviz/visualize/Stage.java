package io.github.featviz.visualize;

/**
 * A part of a recipe at one picture size.
 *
 * @param edge edge of the square picture in pixels
 * @param steps optimisation steps at this size; 0: the picture is only brought to this size
 */
public record Stage(int edge, int steps) {}
