package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.List;

/** Writes the method that runs like another up to one call in it, and returns that call's value. */
final class TapText {

    private static final String NOT_REACHED =
            "ops.prim.RaiseException(\"featviz: this layer is not reached for this input\", \"builtins.RuntimeError\")";

    private final Method method;
    private final Expression.Call target;
    private final String returned;
    private final StringBuilder out = new StringBuilder();
    private int hoisted;

    private TapText(Method method, Expression.Call target, String returned) {
        this.method = method;
        this.target = target;
        this.returned = returned;
    }

    /**
     * A method's text.
     *
     * @param method the method to follow
     * @param target the call in it to stop at
     * @param name name of the new method
     * @param next name of the method that the call is redirected to; empty: the call itself gives the value
     */
    static String of(Method method, Expression.Call target, String name, String next) {
        String returned = method.slice(target.start(), target.end());
        if (!next.isEmpty() && target.callee() instanceof Expression.Attribute callee) {
            returned =
                    method.slice(target.start(), callee.nameStart()) + next + method.slice(callee.end(), target.end());
        }
        TapText text = new TapText(method, target, returned);
        String parameters = method.slice(method.signatureStart(), endOfParameters(method));
        text.out.append("  def ").append(name).append(parameters).append(" -> Tensor:\n");
        text.until(method.body(), "    ");
        return text.out.toString();
    }

    /** Offset behind the parameter list's closing parenthesis. */
    static int endOfParameters(Method method) {
        return method.text().lastIndexOf(')', arrow(method)) + 1;
    }

    private static int arrow(Method method) {
        int arrow = method.text().indexOf("->", method.signatureStart());
        return arrow >= 0 && arrow < method.bodyStart() ? arrow : method.bodyStart();
    }

    /** The statements up to the target; the last of them returns, or goes in where it stands. */
    private void until(List<Statement> statements, String indent) {
        for (Statement statement : statements) {
            if (!statement.contains(target)) {
                copy(statement, indent);
                continue;
            }
            if (statement instanceof Statement.If branch && !branch.condition().contains(target)) {
                branch(branch, indent);
            } else if (statement instanceof Statement.Loop loop
                    && !loop.header().contains(target)) {
                out.append(indent)
                        .append(method.slice(loop.start(), loop.bodyStart()))
                        .append('\n');
                until(loop.body(), indent + "  ");
                notReached(indent);
            } else {
                stop(statement, indent);
            }
            return;
        }
    }

    private void branch(Statement.If branch, String indent) {
        out.append(indent).append("if ");
        out.append(method.slice(branch.condition().start(), branch.condition().end()))
                .append(":\n");
        side(branch.then(), indent);
        out.append(indent).append("else:\n");
        side(branch.otherwise(), indent);
        notReached(indent);
    }

    private void side(List<Statement> statements, String indent) {
        boolean here = statements.stream().anyMatch(statement -> statement.contains(target));
        if (here) {
            until(statements, indent + "  ");
        } else {
            out.append(indent).append("  pass\n");
        }
    }

    private void notReached(String indent) {
        out.append(indent).append(NOT_REACHED).append('\n');
        out.append(indent).append("return torch.zeros([0])\n");
    }

    private void copy(Statement statement, String indent) {
        out.append(indent)
                .append(method.slice(statement.start(), statement.end()))
                .append('\n');
    }

    /** Calls that come before the target in its own statement are made all the same: one may change a value in place. */
    private void stop(Statement statement, String indent) {
        Expression whole = statement instanceof Statement.Simple simple && simple.value() != null
                ? simple.value()
                : statement instanceof Statement.If branch
                        ? branch.condition()
                        : statement instanceof Statement.Loop loop ? loop.header() : target;
        for (Expression before : before(whole)) {
            out.append(indent).append("featviz_").append(hoisted++).append(" = ");
            out.append(method.slice(before.start(), before.end())).append('\n');
        }
        out.append(indent).append("return ").append(returned).append('\n');
    }

    private List<Expression> before(Expression whole) {
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
