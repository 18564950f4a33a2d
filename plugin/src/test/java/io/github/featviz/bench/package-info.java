/** What drawing costs on this machine: a command, no test. */
@NullMarked
package io.github.featviz.bench;

import org.jspecify.annotations.NullMarked;
