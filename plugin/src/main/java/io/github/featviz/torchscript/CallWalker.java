package io.github.featviz.torchscript;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows a network's forward in the order of evaluation: statements, branches and loops.
 *
 * <p>Where constants decide a branch or a loop's length, only what runs is walked; else both branches, and a loop's body once.
 */
final class CallWalker {

    private static final int DEEPEST = 100;
    private static final int LONGEST_LOOP = 1000;

    private final Places places;
    private final Convolutions convolutions = new Convolutions();
    private final ExpressionWalker expressions;
    private int depth;

    private CallWalker(Library library, ModuleObject root, ParameterCounts counts) {
        this.places = new Places(counts);
        this.expressions = new ExpressionWalker(library, new ModulePaths(root), places, convolutions, this::walk);
    }

    /**
     * What was met.
     *
     * @param places every place by name, in the order of evaluation
     * @param convolutions the convolutions
     */
    record Walk(Map<String, Place> places, Convolutions convolutions) {}

    /** Follows the network's own forward. */
    static Walk walk(ModuleObject root, Library library, ParameterCounts counts) throws UnusableArchiveException {
        ClassCode code = library.classOf(root.className());
        Method forward = code == null ? null : code.methods().get("forward");
        if (forward == null) {
            throw new UnusableArchiveException("its root class " + root.simpleName() + " has no forward method", null);
        }
        CallWalker walker = new CallWalker(library, root, counts);
        Frame frame = new Frame(null, root.className(), forward, new Value.Module(root, ""), false, "");
        frame.set(forward.parameters().get(0).name(), frame.self);
        forward.parameters().stream().skip(1).forEach(parameter -> frame.set(parameter.name(), argument(parameter)));
        walker.walk(frame);
        if (frame.returned != null) {
            walker.convolutions.use(frame.returned);
        }
        return new Walk(walker.places.byName(), walker.convolutions);
    }

    private static Value argument(Method.Parameter parameter) {
        return parameter.type().equals("Tensor") ? Value.tensor(Reach.image()) : Value.ofType(parameter.type(), false);
    }

    private void walk(Frame frame) {
        if (++depth > DEEPEST) {
            throw new CodeException(
                    "methods call each other deeper than " + DEEPEST, frame.method.text(), frame.method.bodyStart());
        }
        statements(frame.method.body(), frame);
        depth--;
    }

    private void statements(List<Statement> statements, Frame frame) {
        for (Statement statement : statements) {
            if (frame.left) {
                return;
            }
            if (statement instanceof Statement.Simple simple) {
                simple(simple, frame);
            } else if (statement instanceof Statement.If branch) {
                branch(branch, frame);
            } else if (statement instanceof Statement.Loop loop) {
                loop(loop, frame);
            }
        }
    }

    private void simple(Statement.Simple statement, Frame frame) {
        Expression expression = statement.value();
        frame.targets = statement.targets();
        frame.assigned = expression;
        if (expression != null) {
            Value value = expressions.value(expression, frame);
            if (statement.targets().stream().anyMatch(target -> target.contains("."))) {
                convolutions.use(value);
                convolutions.unsettle();
            } else if (statement.targets().size() == 1) {
                frame.set(statement.targets().get(0), value);
                if (value instanceof Value.Tensor && expression.calls()) {
                    frame.latest = statement.targets().get(0);
                }
            } else {
                expressions.unpack(value, expression, statement.targets(), frame);
            }
            if (statement.leaves()) {
                leave(value, frame);
            }
        }
        frame.left |= statement.leaves();
    }

    /** The last of several ways out is taken to be the one. */
    private void leave(Value value, Frame frame) {
        if (frame.returned != null) {
            convolutions.use(frame.returned);
            convolutions.use(value);
        }
        frame.returned = value;
    }

    private void branch(Statement.If branch, Frame frame) {
        Value condition = expressions.value(branch.condition(), frame);
        if (condition instanceof Value.Constant constant && constant.value() instanceof Boolean truth) {
            statements(truth ? branch.then() : branch.otherwise(), frame);
        } else {
            bothSides(branch, frame);
        }
    }

    private void bothSides(Statement.If branch, Frame frame) {
        Map<String, Value> before = new HashMap<>(frame.names());
        Map<String, Integer> uses = places.uses();
        statements(branch.then(), frame);
        boolean thenLeft = frame.left;
        Map<String, Value> afterThen = frame.names();
        Map<String, Integer> usesThen = places.uses();
        frame.left = false;
        frame.restore(before);
        places.restore(uses);
        statements(branch.otherwise(), frame);
        places.mergeMost(usesThen);
        if (frame.left) {
            frame.restore(afterThen);
        } else if (!thenLeft) {
            Map<String, Value> merged = new HashMap<>(frame.names());
            afterThen.forEach((name, value) -> merged.merge(name, value, this::either));
            frame.restore(merged);
        }
        frame.left &= thenLeft;
    }

    private Value either(Value one, Value other) {
        if (!one.equals(other)) {
            convolutions.use(one);
            convolutions.use(other);
        }
        return Value.either(one, other);
    }

    private void loop(Statement.Loop loop, Frame frame) {
        boolean counted = !loop.variable().isEmpty();
        long turns = counted ? expressions.count(loop.header(), frame) : LONGEST_LOOP;
        if (turns > LONGEST_LOOP) {
            turns = -1;
        }
        for (long turn = 0; turn < turns && !frame.left; turn++) {
            if (counted) {
                frame.set(loop.variable(), new Value.Constant(turn));
            } else if (!(expressions.value(loop.header(), frame) instanceof Value.Constant condition
                    && condition.value() instanceof Boolean goes)) {
                turns = -1;
                break;
            } else if (!goes) {
                return;
            }
            statements(loop.body(), frame);
        }
        if (turns < 0) {
            anyTurns(loop, frame);
        }
    }

    /** How often the body runs is not known, so nothing is known any more of what one turn hands to the next but its kind. */
    private void anyTurns(Statement.Loop loop, Frame frame) {
        // What takes a value in the body may take it in every turn.
        frame.names().values().forEach(Convolution::use);
        if (!loop.variable().isEmpty()) {
            frame.set(loop.variable(), Value.unknown());
        }
        Set<String> handed = assigned(loop.body()).collect(Collectors.toSet());
        handed.retainAll(frame.names().keySet());
        forget(handed, frame);
        statements(loop.body(), frame);
        frame.left = false;
        forget(handed, frame);
    }

    private void forget(Set<String> names, Frame frame) {
        for (String name : names) {
            Value value = frame.get(name);
            convolutions.use(value);
            frame.set(name, value.kind());
        }
    }

    private static Stream<String> assigned(List<Statement> statements) {
        return statements.stream().flatMap(statement -> {
            if (statement instanceof Statement.Simple simple) {
                return simple.targets().stream();
            }
            if (statement instanceof Statement.If branch) {
                return Stream.concat(assigned(branch.then()), assigned(branch.otherwise()));
            }
            return statement instanceof Statement.Loop inner ? assigned(inner.body()) : Stream.empty();
        });
    }
}
