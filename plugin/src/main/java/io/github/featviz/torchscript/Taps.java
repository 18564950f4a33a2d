package io.github.featviz.torchscript;

import java.util.Map;

/**
 * The methods that were added to an archive.
 *
 * @param methods by the place's name: the method that takes what forward takes and returns the place's value
 */
public record Taps(Map<String, String> methods) {}
