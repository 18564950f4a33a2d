package io.github.featviz.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The faults found so far in one YAML file and the places they point at, and the files that it names. */
final class Faults {
    /** Nobody reads more, and a hostile file must not fill the memory with them. */
    private static final int LIMIT = 500;

    private static final int LONGEST_LINE = 160;

    private final Path file;
    private final List<String> lines;
    private final List<Fault> found = new ArrayList<>();
    private final Set<Path> named = new LinkedHashSet<>();

    Faults(Path file, String text) {
        this.file = file;
        this.lines = List.of(text.split("\r\n|\r|\n", -1));
    }

    Path file() {
        return file;
    }

    /** A path that the file names, found from its own folder. */
    Path path(String written) {
        Path path = file.resolveSibling(written);
        named.add(path);
        return path;
    }

    /** Every path that was asked for, whether something is there or not. */
    List<Path> named() {
        return List.copyOf(named);
    }

    void add(Node at, String what, String expected, String mend) {
        add(mark(at), what, expected, mend);
    }

    void add(Mark at, String what, String expected, String mend) {
        if (found.size() < LIMIT) {
            found.add(new Fault(at, what, expected, mend));
        }
    }

    Mark mark(Node node) {
        return node.getStartMark().map(this::mark).orElseGet(() -> mark(1, 1));
    }

    Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return mark(mark.getLine() + 1, mark.getColumn() + 1);
    }

    Mark mark(int line, int column) {
        String text = line <= lines.size() ? lines.get(line - 1) : "";
        if (text.length() > LONGEST_LINE) {
            text = column <= LONGEST_LINE ? text.substring(0, LONGEST_LINE) : "";
        }
        return new Mark(file, line, column, text);
    }

    void throwIfAny() throws SpecException {
        if (!found.isEmpty()) {
            throw new SpecException(found.stream()
                    .sorted(Comparator.comparing(Fault::mark, Comparator.nullsFirst(IN_FILE)))
                    .toList());
        }
    }

    private static final Comparator<Mark> IN_FILE =
            Comparator.comparingInt(Mark::line).thenComparingInt(Mark::column);

    /** A value as messages quote it: in quotes, on one line, not too long. */
    static String quote(String value) {
        String line = value.replaceAll("\\s+", " ");
        return "'" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "'";
    }
}
