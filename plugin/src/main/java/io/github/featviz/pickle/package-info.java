/** Python pickles as data: a machine that follows their instructions and leaves every name in them to its caller. */
@NullMarked
package io.github.featviz.pickle;

import org.jspecify.annotations.NullMarked;
