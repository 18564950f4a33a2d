/** The process that does units of work: protocol, main, launcher. */
@NullMarked
package io.github.featviz.worker;

import org.jspecify.annotations.NullMarked;
