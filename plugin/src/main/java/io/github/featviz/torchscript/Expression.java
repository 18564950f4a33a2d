package io.github.featviz.torchscript;

import java.util.List;

/** An expression, as far as calls, their order and names matter; all else is kept as text by its offsets. */
sealed interface Expression {

    /** Offset of the first character. */
    int start();

    /** Offset behind the last character. */
    int end();

    /** Parts in the order in which they are evaluated. */
    List<Expression> parts();

    /** Whether {@code part} is this expression or lies in it. */
    default boolean contains(Expression part) {
        return start() <= part.start() && part.end() <= end();
    }

    /** Whether anything is called in it. */
    default boolean calls() {
        return this instanceof Call || parts().stream().anyMatch(Expression::calls);
    }

    /** A plain name. */
    record Name(int start, int end, String id) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** A string, number or other constant. */
    record Literal(int start, int end, String text) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** {@code object.name}; {@code nameStart} is where the name begins. */
    record Attribute(int start, int end, Expression object, String name, int nameStart) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(object);
        }
    }

    /** {@code callee(arguments)}. */
    record Call(int start, int end, Expression callee, List<Expression> arguments) implements Expression {
        @Override
        public List<Expression> parts() {
            return java.util.stream.Stream.concat(java.util.stream.Stream.of(callee), arguments.stream())
                    .toList();
        }
    }

    /** {@code object[index]}. */
    record Index(int start, int end, Expression object, Expression index) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(object, index);
        }
    }

    /** Anything else: lists, tuples, dicts, operators, parentheses. */
    record Compound(int start, int end, List<Expression> parts) implements Expression {}
}
