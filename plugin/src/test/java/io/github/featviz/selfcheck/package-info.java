@NullMarked
package io.github.featviz.selfcheck;

import org.jspecify.annotations.NullMarked;
