package io.github.featviz.torchscript;

import java.util.List;
import java.util.Map;

/**
 * A class as its text says it.
 *
 * @param name simple name
 * @param methods methods by name
 * @param parameters names of the attributes that are trained
 * @param constants attributes whose value stands in the text
 * @param end offset behind its text
 */
record ClassCode(
        String name, Map<String, Method> methods, List<String> parameters, Map<String, Value> constants, int end) {}
