package io.github.featviz.torchscript;

import java.util.Set;

/**
 * What a module passed on that did nothing while it was traced: an {@code Identity}, or {@code StochasticDepth} in evaluation
 * mode.
 *
 * <p>Tracing writes such a call down without argument and result. Its place in the order of evaluation is all that is left: it
 * was given what had been computed just before, or, where it is the shortcut around what was computed, what its caller was
 * given first.
 */
final class PassedOn {

    /** Why nothing can be taken where nothing came before. */
    static final String LOST = "did nothing while the network was traced, and what it passed on was not written down";

    private static final Set<String> SHORTCUTS =
            Set.of("shortcut", "skip", "skip_connection", "identity", "residual", "downsample", "bypass");

    private PassedOn() {}

    /** The caller's variable that holds it; empty: not known. */
    static String variable(Value.Module module, Frame caller) {
        String name = module.path().substring(module.path().lastIndexOf('.') + 1);
        return caller.latest.isEmpty() || SHORTCUTS.contains(name) ? argument(caller) : caller.latest;
    }

    private static String argument(Frame caller) {
        return caller.method.parameters().stream()
                .filter(parameter -> parameter.type().equals("Tensor"))
                .map(Method.Parameter::name)
                .findFirst()
                .orElse("");
    }
}
