/** TorchScript archives as files: their classes read, their layers listed, methods added to them. */
@NullMarked
package io.github.featviz.torchscript;

import org.jspecify.annotations.NullMarked;
