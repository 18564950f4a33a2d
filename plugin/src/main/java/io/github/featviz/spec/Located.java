package io.github.featviz.spec;

/**
 * A value and the place where the user wrote it, for faults that show only once the network is known.
 *
 * @param value the value
 * @param mark where it stands
 */
public record Located<T>(T value, Mark mark) {}
