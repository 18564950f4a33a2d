/** Content-addressed results on disk. */
@NullMarked
package io.github.featviz.store;

import org.jspecify.annotations.NullMarked;
