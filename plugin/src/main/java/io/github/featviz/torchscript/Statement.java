package io.github.featviz.torchscript;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement; {@code start} is the offset of its first character, {@code end} that behind its last line. */
sealed interface Statement {

    int start();

    int end();

    /** Whether the expression stands in it. */
    default boolean contains(Expression part) {
        return start() <= part.start() && part.end() <= end();
    }

    /**
     * An assignment, a return, or a bare expression.
     *
     * @param targets names assigned to, or attributes such as {@code self.cache}; empty: none
     * @param value null for {@code pass} and the like
     * @param leaves whether it returns or raises
     */
    record Simple(int start, int end, List<String> targets, @Nullable Expression value, boolean leaves)
            implements Statement {}

    /** {@code if}; {@code otherwise} is empty without {@code else}. */
    record If(int start, int end, Expression condition, List<Statement> then, List<Statement> otherwise)
            implements Statement {}

    /**
     * {@code for} and {@code while}.
     *
     * @param bodyStart offset behind the header's colon
     * @param variable what a {@code for} counts in; empty: it is a {@code while}
     * @param header what is counted through, or the condition
     */
    record Loop(int start, int end, int bodyStart, String variable, Expression header, List<Statement> body)
            implements Statement {}
}
