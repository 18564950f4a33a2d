/** Units of work, their keys, and what of them a gallery needs. */
@NullMarked
package io.github.featviz.plan;

import org.jspecify.annotations.NullMarked;
