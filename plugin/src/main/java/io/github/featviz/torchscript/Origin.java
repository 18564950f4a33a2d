package io.github.featviz.torchscript;

/** Where a tensor's values come from, as far as folding has to know. */
sealed interface Origin permits ObjectReader.Elements, Convolution {}
