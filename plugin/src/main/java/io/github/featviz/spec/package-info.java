/** The YAML file as records, with located faults. */
@NullMarked
package io.github.featviz.spec;

import org.jspecify.annotations.NullMarked;
