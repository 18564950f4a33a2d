/** What a unit of work yields, as plain data: the vocabulary that the engine's side and the pages' side share. */
@NullMarked
package io.github.featviz.result;

import org.jspecify.annotations.NullMarked;
