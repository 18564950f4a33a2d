/** Where a network comes from: files, addresses, repositories; checked, and kept in the user's folder. */
@NullMarked
package io.github.featviz.source;

import org.jspecify.annotations.NullMarked;
