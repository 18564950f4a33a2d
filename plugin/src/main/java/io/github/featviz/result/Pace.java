package io.github.featviz.result;

/**
 * How long pictures take, as measured on a few of their steps.
 *
 * @param seconds of one worker for a picture, beside others as it draws them
 */
public record Pace(double seconds) {}
