package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the method that runs like another up to certain points in it, and returns the value of the first of them that it comes to.
 *
 * <p>Points lie in loops or in different branches; what comes behind them is left out where it cannot be reached.
 */
final class TapText {

    /**
     * Where to stop.
     *
     * @param turn how many times the point is passed before
     * @param returned what to return, as text
     */
    record Stop(int turn, String returned) {}

    private static final String NOT_REACHED =
            "ops.prim.RaiseException(\"featviz: this layer is not reached for this input\", \"builtins.RuntimeError\")";

    private final Method method;
    private final Map<Point, Stop> stops;
    private final Map<Point, String> counters = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();
    private int hoisted;

    private TapText(Method method, Map<Point, Stop> stops) {
        this.method = method;
        this.stops = stops;
    }

    /**
     * A method's text.
     *
     * @param method the method to follow
     * @param name name of the new method
     * @param stops where to stop
     */
    static String of(Method method, String name, Map<Point, Stop> stops) {
        TapText text = new TapText(method, stops);
        text.out
                .append(" ".repeat(method.column()))
                .append("def ")
                .append(name)
                .append(method.signature())
                .append(" -> Tensor:\n");
        text.counters();
        text.block(method.body(), false);
        return text.out.toString();
    }

    private void counters() {
        stops.forEach((point, stop) -> {
            if (stop.turn() > 0) {
                String counter = "featviz_turn_" + counters.size();
                counters.put(point, counter);
                line(method.column() + 2, counter + " = 0");
            }
        });
    }

    private void block(List<Statement> statements, boolean loop) {
        for (Statement statement : statements) {
            List<Point> points = stops.keySet().stream()
                    .filter(point -> statement.contains(point.at()))
                    .toList();
            if (points.isEmpty()) {
                copy(statement);
            } else if (statement instanceof Statement.If branch
                    && points.stream().noneMatch(point -> branch.condition().contains(point.at()))) {
                branch(branch, loop);
                if (!loop) {
                    return;
                }
            } else if (statement instanceof Statement.Loop inner
                    && points.stream().noneMatch(point -> inner.header().contains(point.at()))) {
                line(method.column(inner.start()), method.slice(inner.start(), inner.bodyStart()));
                block(inner.body(), true);
                if (!loop) {
                    notReached(method.column(inner.start()));
                    return;
                }
            } else if (stop(statement, points.get(0))) {
                return;
            }
        }
    }

    private void branch(Statement.If branch, boolean loop) {
        int column = method.column(branch.start());
        Expression condition = branch.condition();
        line(column, "if " + method.slice(condition.start(), condition.end()) + ":");
        side(branch.then(), column, loop);
        line(column, "else:");
        side(branch.otherwise(), column, loop);
        if (!loop) {
            notReached(column);
        }
    }

    private void side(List<Statement> statements, int column, boolean loop) {
        boolean here = statements.stream()
                .anyMatch(statement -> stops.keySet().stream().anyMatch(point -> statement.contains(point.at())));
        if (here || (loop && !statements.isEmpty())) {
            block(statements, loop);
        } else {
            line(column + 2, "pass");
        }
    }

    private void notReached(int column) {
        line(column, NOT_REACHED);
        line(column, "return torch.zeros([0])");
    }

    private void copy(Statement statement) {
        line(method.column(statement.start()), method.slice(statement.start(), statement.end()));
    }

    private void line(int column, String text) {
        out.append(" ".repeat(column)).append(text).append('\n');
    }

    /** Returns at a point; true when nothing behind it can be reached. */
    private boolean stop(Statement statement, Point point) {
        Stop stop = stops.getOrDefault(point, new Stop(0, ""));
        int column = method.column(statement.start());
        String counter = counters.get(point);
        if (counter == null) {
            leave(statement, point, stop, column);
            return true;
        }
        line(column, "if torch.eq(" + counter + ", " + stop.turn() + "):");
        leave(statement, point, stop, column + 2);
        line(column, "else:");
        line(column + 2, counter + " = torch.add(" + counter + ", 1)");
        copy(statement);
        return false;
    }

    /** Calls that come before the point in its own statement are made all the same: one may change a value in place. */
    private void leave(Statement statement, Point point, Stop stop, int column) {
        if (!point.variable().isEmpty()) {
            line(column, method.slice(statement.start(), statement.end()));
        } else {
            for (Expression before : before(whole(statement, point), point.at())) {
                line(column, "featviz_" + hoisted++ + " = " + method.slice(before.start(), before.end()));
            }
        }
        line(column, "return " + stop.returned());
    }

    private static Expression whole(Statement statement, Point point) {
        if (statement instanceof Statement.If branch) {
            return branch.condition();
        }
        if (statement instanceof Statement.Loop loop) {
            return loop.header();
        }
        return statement instanceof Statement.Simple simple && simple.value() != null ? simple.value() : point.at();
    }

    private static List<Expression> before(Expression whole, Expression target) {
        List<Expression> before = new ArrayList<>();
        Expression inner = whole;
        while (!inner.equals(target)) {
            Expression holder = null;
            for (Expression part : inner.parts()) {
                if (part.contains(target)) {
                    holder = part;
                    break;
                }
                if (part.calls()) {
                    before.add(part);
                }
            }
            if (holder == null) {
                break;
            }
            inner = holder;
        }
        return before;
    }
}
