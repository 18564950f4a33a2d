package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the method that runs like another and on the way hands values and a dict to a function, the keeper, which gives back what to go
 * on with.
 */
final class SurveyText {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");

    /** Name of the dict, which the method takes as its last argument. */
    static final String KEPT = "featviz_kept";

    /**
     * What to do with the value at a point.
     *
     * @param key what to keep it as; empty: it is not kept
     * @param callee what to call instead; empty: what is called anyway
     * @param calleeStart offset at which the name to be exchanged begins
     */
    record Kept(String key, String callee, int calleeStart) {}

    /** An edit: the text from {@code start} to {@code end} is exchanged. Of edits at one offset, the lower rank comes first. */
    private record Edit(int start, int end, int rank, String text) {}

    private final Method method;
    private final List<Edit> edits = new ArrayList<>();

    private SurveyText(Method method) {
        this.method = method;
    }

    /**
     * A method's text.
     *
     * @param keeper name of the function
     */
    static String of(Method method, String name, Map<Point, Kept> points, String keeper) {
        SurveyText text = new SurveyText(method);
        points.forEach((point, kept) -> text.edit(point, kept, keeper));
        String signature = method.signature();
        return " ".repeat(method.column()) + "def " + name + signature.substring(0, signature.length() - 1) + ", "
                + KEPT + ": Dict[str, Tensor]) -> " + method.returnType() + ":" + text.body() + "\n";
    }

    private void edit(Point point, Kept kept, String keeper) {
        Expression at = point.at();
        if (!point.variable().isEmpty()) {
            int line = method.text().indexOf('\n', at.end());
            int end = line < 0 ? method.text().length() : line;
            int lineStart = method.text().lastIndexOf('\n', at.start()) + 1;
            String indent = method.text().substring(lineStart).replaceFirst("(?s)[^ ].*", "");
            String variable = point.variable();
            // A part of a list or tuple can be looked at but not exchanged.
            String target = VARIABLE.matcher(variable).matches() ? variable : KEPT + "_value";
            edits.add(new Edit(end, end, 0, "\n" + indent + target + " = " + call(keeper, variable, kept.key())));
            return;
        }
        // Of two expressions that begin together the longer holds the other.
        if (!kept.key().isEmpty()) {
            edits.add(new Edit(at.start(), at.start(), -at.end(), keeper + "("));
            edits.add(new Edit(at.end(), at.end(), -at.start(), ", \"" + kept.key() + "\", " + KEPT + ", )"));
        }
        if (!kept.callee().isEmpty() && at instanceof Expression.Call call) {
            edits.add(new Edit(kept.calleeStart(), call.callee().end(), 0, kept.callee()));
            edits.add(new Edit(at.end() - 1, at.end() - 1, 0, comma(call) + KEPT + "=" + KEPT));
        }
    }

    private static String call(String keeper, String value, String key) {
        return keeper + "(" + value + ", \"" + key + "\", " + KEPT + ", )";
    }

    private String comma(Expression.Call call) {
        String before = method.slice(call.callee().end(), call.end() - 1).stripTrailing();
        return before.endsWith(",") || before.endsWith("(") ? "" : ", ";
    }

    private String body() {
        int from = method.bodyStart();
        int end = method.body().isEmpty()
                ? from
                : method.body().get(method.body().size() - 1).end();
        StringBuilder out = new StringBuilder();
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::rank));
        for (Edit edit : edits) {
            out.append(method.text(), from, edit.start()).append(edit.text());
            from = edit.end();
        }
        return out.append(method.text(), from, Math.max(from, end)).toString();
    }
}
