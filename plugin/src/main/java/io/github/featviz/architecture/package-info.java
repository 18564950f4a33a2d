/** Known architectures, written as TorchScript around the weights of a state dict, with the names that torchvision and timm use. */
@NullMarked
package io.github.featviz.architecture;

import org.jspecify.annotations.NullMarked;
