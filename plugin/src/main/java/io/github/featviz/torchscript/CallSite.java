package io.github.featviz.torchscript;

import org.jspecify.annotations.Nullable;

/**
 * A place in a network where a module or an operation gives a value.
 *
 * @param name module path, or path and operation; a second call of the same gets {@code _1}, a third {@code _2}
 * @param type class of the module, or the operation's name; {@link #PARAMETER} where a parameter or buffer is read
 * @param module whether it is a module
 * @param parameters trained values in the module and below; 0 for an operation
 * @param weights values of the module's own tensors of two dimensions or more, each of which takes part in a product at every
 *     position of the output; 0 for an operation
 * @param obstacle why it cannot be tapped, as the rest of a sentence that begins with its name; null: it can be
 * @param reach which part of the image a value depends on
 */
public record CallSite(
        String name,
        String type,
        boolean module,
        long parameters,
        long weights,
        @Nullable String obstacle,
        Reach reach) {

    /** Type of a place where a parameter or buffer is read, which no image changes. */
    public static final String PARAMETER = "Parameter";

    CallSite reaching(Reach other) {
        return new CallSite(name, type, module, parameters, weights, obstacle, other);
    }

    /** Whether its value is one tensor that can be tapped. */
    public boolean tappable() {
        return obstacle == null;
    }

    /** Whether its value depends on the image. */
    public boolean depends() {
        return !type.equals(PARAMETER);
    }
}
