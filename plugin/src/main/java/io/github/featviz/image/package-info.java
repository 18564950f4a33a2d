/** Image files, read with limits. */
@NullMarked
package io.github.featviz.image;

import org.jspecify.annotations.NullMarked;
