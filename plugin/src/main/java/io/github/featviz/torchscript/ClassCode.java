package io.github.featviz.torchscript;

import java.util.List;
import java.util.Map;

/**
 * A class as its text says it.
 *
 * @param name simple name
 * @param methods methods by name
 * @param parameters names of the attributes that are trained
 * @param end offset behind its text
 */
record ClassCode(String name, Map<String, Method> methods, List<String> parameters, int end) {}
