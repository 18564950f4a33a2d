/** What a TorchScript archive says about itself in {@code extra/featviz.json}: input, classes, and what PyTorch computed. */
@NullMarked
package io.github.featviz.selfcheck;

import org.jspecify.annotations.NullMarked;
