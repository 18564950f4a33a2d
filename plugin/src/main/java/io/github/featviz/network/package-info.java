/** A loaded network: its layers, activations at taps, gradients with respect to the image. */
@NullMarked
package io.github.featviz.network;

import org.jspecify.annotations.NullMarked;
