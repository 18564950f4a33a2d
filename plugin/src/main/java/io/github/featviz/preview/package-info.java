/** Shows a folder of pages on the loopback interface while they change. */
@NullMarked
package io.github.featviz.preview;

import org.jspecify.annotations.NullMarked;
