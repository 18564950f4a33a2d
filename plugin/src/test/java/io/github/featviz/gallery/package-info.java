@NullMarked
package io.github.featviz.gallery;

import org.jspecify.annotations.NullMarked;
