package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes methods that run like the network's own and note what every place gives.
 *
 * <p>Each walked method is copied once for each call of it, with one more parameter: the list of notes. Calls that are noted are
 * taken out of their expressions and made one by one, in the order of evaluation.
 */
final class SurveyText {

    static final String ROOT = "featviz_survey";

    private static final String NOTES = "featviz_notes";

    /** A copied method: who called it (null: nobody, it is the network's forward) and the calls in it. */
    private record Copy(String name, String owner, Method method, List<Step> calls) {}

    private final IdentityHashMap<Step, Integer> indices = new IdentityHashMap<>();
    private final IdentityHashMap<@Nullable Step, Copy> copies = new IdentityHashMap<>();
    private final IdentityHashMap<Step, Boolean> added = new IdentityHashMap<>();
    private final List<Copy> inOrder = new ArrayList<>();
    private final int places;

    /** @param places tappable places, in the order of the list that the survey returns */
    SurveyText(List<Place> places) {
        this.places = places.size();
        for (int i = 0; i < places.size(); i++) {
            indices.put(places.get(i).step(), i);
            add(places.get(i).step());
        }
    }

    private void add(Step step) {
        Copy known = copies.get(step.caller());
        if (known == null) {
            String name = step.caller() == null ? ROOT : ROOT + "_" + inOrder.size();
            known = new Copy(name, step.owner(), step.method(), new ArrayList<>());
            copies.put(step.caller(), known);
            inOrder.add(known);
            if (step.caller() != null) {
                add(step.caller());
            }
        }
        if (added.put(step, true) == null) {
            known.calls().add(step);
        }
    }

    /** The methods' text by the qualified name of the class that they go to. */
    Map<String, StringBuilder> methods() {
        Map<String, StringBuilder> methods = new LinkedHashMap<>();
        for (Copy copy : inOrder) {
            methods.computeIfAbsent(copy.owner(), owner -> new StringBuilder()).append(new Writer(copy).text());
        }
        return methods;
    }

    /** Writes one copy. */
    private final class Writer {
        private final Copy copy;
        private final Method method;
        private final StringBuilder out = new StringBuilder();
        private int taken;

        Writer(Copy copy) {
            this.copy = copy;
            this.method = copy.method();
        }

        String text() {
            int parametersEnd = TapText.endOfParameters(method) - 1;
            String parameters = method.slice(method.signatureStart(), parametersEnd);
            boolean root = copy.name().equals(ROOT);
            out.append("  def ").append(copy.name()).append(parameters);
            if (root) {
                out.append(") -> List[Tensor]:\n    ").append(NOTES).append(" = [");
                out.append("torch.zeros([0]), ".repeat(places)).append("]\n");
            } else {
                out.append(", ").append(NOTES).append(": List[Tensor]) -> ");
                out.append(method.returnType()).append(":\n");
            }
            statements(method.body(), "    ");
            return out.toString();
        }

        private void statements(List<Statement> statements, String indent) {
            if (statements.isEmpty()) {
                out.append(indent).append("pass\n");
            }
            for (Statement statement : statements) {
                if (statement instanceof Statement.If branch) {
                    String condition = rewritten(branch.condition(), indent);
                    out.append(indent).append("if ").append(condition).append(":\n");
                    statements(branch.then(), indent + "  ");
                    out.append(indent).append("else:\n");
                    statements(branch.otherwise(), indent + "  ");
                } else if (statement instanceof Statement.Loop loop) {
                    out.append(indent)
                            .append(method.slice(loop.start(), loop.bodyStart()).strip())
                            .append('\n');
                    statements(loop.body(), indent + "  ");
                } else if (statement instanceof Statement.Simple simple) {
                    simple(simple, indent);
                }
            }
        }

        private void simple(Statement.Simple simple, String indent) {
            Expression value = simple.value();
            String text = method.slice(simple.start(), simple.end());
            if (value != null) {
                String before = method.slice(simple.start(), value.start());
                text = before + rewritten(value, indent) + method.slice(value.end(), simple.end());
            }
            if (copy.name().equals(ROOT) && text.startsWith("return")) {
                text = "return " + NOTES;
            }
            out.append(indent).append(text).append('\n');
        }

        /** The expression's text after its noted calls were taken out and written as statements of their own. */
        private String rewritten(Expression whole, String indent) {
            IdentityHashMap<Expression, String> names = new IdentityHashMap<>();
            takeOut(whole, indent, names);
            return splice(whole, names);
        }

        private void takeOut(Expression expression, String indent, IdentityHashMap<Expression, String> names) {
            expression.parts().forEach(part -> takeOut(part, indent, names));
            for (Step step : copy.calls()) {
                if (step.call().equals(expression)) {
                    String name = "featviz_" + taken++;
                    out.append(indent).append(name).append(" = ");
                    out.append(called(step, names)).append('\n');
                    Integer index = indices.get(step);
                    if (index != null) {
                        out.append(indent).append("featviz_").append(taken++).append(" = torch._set_item(");
                        out.append(NOTES)
                                .append(", ")
                                .append(index)
                                .append(", ")
                                .append(name)
                                .append(")\n");
                    }
                    names.put(expression, name);
                }
            }
        }

        /** The call itself, sent to the callee's copy where it has one. */
        private String called(Step step, IdentityHashMap<Expression, String> names) {
            Copy callee = copies.get(step);
            String text = splice(step.call(), names);
            if (callee == null || !(step.call().callee() instanceof Expression.Attribute attribute)) {
                return text;
            }
            String receiver = splice(attribute.object(), names);
            String arguments = text.substring(
                    receiver.length() + (attribute.end() - attribute.object().end()));
            String inside = arguments.substring(1, arguments.length() - 1).strip();
            String comma = inside.isEmpty() || inside.endsWith(",") ? "" : ", ";
            return receiver + "." + callee.name() + "(" + inside + comma + " " + NOTES + ", )";
        }

        /** The text of an expression with the parts that were taken out replaced by their names. */
        private String splice(Expression expression, IdentityHashMap<Expression, String> names) {
            String name = names.get(expression);
            if (name != null) {
                return name;
            }
            StringBuilder text = new StringBuilder();
            int at = expression.start();
            for (Expression part : expression.parts()) {
                text.append(method.text(), at, part.start()).append(splice(part, names));
                at = part.end();
            }
            return text.append(method.text(), at, expression.end()).toString();
        }
    }
}
