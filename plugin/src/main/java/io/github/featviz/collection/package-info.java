/** Many photographs in one place: a folder, a zip or a TAR, read one at a time. */
@NullMarked
package io.github.featviz.collection;

import org.jspecify.annotations.NullMarked;
