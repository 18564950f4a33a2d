/** Pure statistics over results: spikes, verdicts, strength. */
@NullMarked
package io.github.featviz.evidence;

import org.jspecify.annotations.NullMarked;
