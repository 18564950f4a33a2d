/** Known architectures, written as TorchScript around a state dict. */
@NullMarked
package io.github.featviz.architecture;

import org.jspecify.annotations.NullMarked;
