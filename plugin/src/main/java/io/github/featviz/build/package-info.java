/** The road from a spec to a published gallery. */
@NullMarked
package io.github.featviz.build;

import org.jspecify.annotations.NullMarked;
