/** State dicts: named tensors, as {@code torch.save} and safetensors write them, read without running anything in them. */
@NullMarked
package io.github.featviz.statedict;

import org.jspecify.annotations.NullMarked;
