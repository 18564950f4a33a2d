/** Photographs and reference images: preprocessing and the network's responses. */
@NullMarked
package io.github.featviz.probe;

import org.jspecify.annotations.NullMarked;
