package io.github.featviz.result;

/**
 * A unit of work that gave no result.
 *
 * @param reason one line for a tile: what went wrong
 */
public record Failure(String reason) {}
