/** Objective, parameterization, transforms and schedule: a recipe, and what runs it to a picture. */
@NullMarked
package io.github.featviz.visualize;

import org.jspecify.annotations.NullMarked;
