/** The Maven goals: parameters in, request out, result logged. */
@NullMarked
package io.github.featviz.maven;

import org.jspecify.annotations.NullMarked;
