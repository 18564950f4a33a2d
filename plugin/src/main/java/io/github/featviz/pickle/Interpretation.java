package io.github.featviz.pickle;

import java.util.List;

/**
 * What the names in a pickle stand for. This is where a reader says what it allows: whatever it does not know it refuses by
 * throwing.
 */
public interface Interpretation {

    /**
     * The value of a class or function.
     *
     * @param name with its module, such as {@code collections.OrderedDict}
     */
    Object named(String name) throws PickleException;

    /**
     * The value of a call.
     *
     * @param function value of {@link #named}, or anything else that the pickle takes for a function
     */
    Object called(Object function, List<Object> arguments) throws PickleException;

    /**
     * The value that lies outside the pickle under an identifier.
     *
     * @param end where in the pickle the instruction that refers to it ends
     */
    Object referredTo(Object identifier, int end) throws PickleException;

    /** Gives an object its attributes; a value that has none ignores them. */
    void attributes(Object target, Object state) throws PickleException;
}
