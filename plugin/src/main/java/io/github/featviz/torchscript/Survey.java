package io.github.featviz.torchscript;

import java.util.List;

/**
 * A method that runs the whole network and returns what every place gave, in one pass.
 *
 * @param method its name; it takes what forward takes and returns a list of tensors
 * @param names the places, in the list's order; the tensor of a place that was not reached is empty
 */
public record Survey(String method, List<String> names) {}
