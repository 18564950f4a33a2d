package io.github.featviz.spec;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what the user gave us.
 *
 * @param mark where; null where no file is to blame (a plugin parameter)
 * @param what what is wrong, as a sentence without full stop
 * @param expected what was expected
 * @param mend how to mend it
 */
public record Fault(@Nullable Mark mark, String what, String expected, String mend) {

    /** The fault as it is printed: place, what is wrong, the line with a caret, expectation and mend. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (mark != null) {
            out.append(mark).append(": ");
        }
        out.append(printable(what));
        if (mark != null && !mark.text().isBlank()) {
            out.append("\n    ").append(printable(mark.text())).append("\n    ");
            out.append(indent(mark)).append('^');
        }
        out.append("\n  expected: ").append(expected);
        out.append("\n  mend: ").append(printable(mend));
        return out.toString();
    }

    /** Without control characters: what a file holds must not steer the terminal that shows its faults. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\t\n]]", "\uFFFD");
    }

    /** Blanks up to the mark's column, tabs kept so that the caret stands under its character. */
    private static String indent(Mark mark) {
        String before = mark.text().substring(0, Math.min(mark.text().length(), mark.column() - 1));
        return before.replaceAll("[^\t]", " ") + " ".repeat(mark.column() - 1 - before.length());
    }
}
