package io.github.featviz.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Filter numbers: single ones, ranges such as {@code 30-35}, {@code all}, {@code {spikes: 8}}. */
final class FilterReader {
    /** More than any layer of a known network has. */
    private static final int MOST = 10_000;

    private static final int LARGEST = 99_999;

    /** In a whole file: a few bytes of ranges must not fill the memory. */
    private static final int MOST_IN_ALL = 100_000;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})\\s*-\\s*([0-9]{1,9})");
    private static final Keys SPIKES = Keys.of("spikes");
    private static final String NUMBERS = "filter numbers from 0 on and ranges, such as [0, 17, 30-35]";

    private final Faults faults;
    private final Scalars scalars;
    private int inAll;

    FilterReader(Faults faults) {
        this.faults = faults;
        this.scalars = new Scalars(faults);
    }

    /** The value of {@code filters}; null after a fault. */
    @Nullable
    FilterSelection selection(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals("all")) {
            return new FilterSelection.All(faults.mark(node));
        }
        if (node instanceof MappingNode) {
            return spikes(node);
        }
        List<Located<Integer>> numbers = numbers(node, "filters");
        return numbers.isEmpty() ? null : new FilterSelection.Listed(numbers);
    }

    private FilterSelection spikes(Node node) {
        Fields fields = Fields.of(node, "a choice of filters", SPIKES, faults);
        if (!fields.has("spikes")) {
            faults.add(node, "'filters' does not say which", NUMBERS + ", all, or {spikes: 8}", "write one of these");
        }
        return new FilterSelection.Spikes(fields.whole("spikes", 1, 1, 1000), faults.mark(node));
    }

    /** Numbers and ranges, spread, each once; empty after a fault. A single number or range needs no brackets. */
    List<Located<Integer>> numbers(Node node, String name) {
        if (inAll > MOST_IN_ALL) {
            return List.of(); // reported already; going on would only cost time
        }
        List<Node> entries = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        if (entries.isEmpty()) {
            faults.add(node, "'" + name + "' is an empty list", NUMBERS, "name at least one filter");
        }
        Map<Integer, Located<Integer>> spread = new LinkedHashMap<>();
        for (Node entry : entries) {
            for (Located<Integer> number : spread(entry)) {
                spread.putIfAbsent(number.value(), number);
            }
            if (spread.size() > MOST) {
                tooMany(node);
                return List.of();
            }
        }
        inAll += spread.size();
        if (inAll > MOST_IN_ALL) {
            faults.add(
                    node,
                    "with these, the file names more than 100,000 filters",
                    "at most 100,000 filters in a file",
                    "name fewer filters, or write filters: all");
            return List.of();
        }
        return List.copyOf(spread.values());
    }

    private List<Located<Integer>> spread(Node entry) {
        String written = entry instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
        Matcher range = RANGE.matcher(written);
        if (range.matches()) {
            return range(entry, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
        }
        if (!(entry instanceof ScalarNode) || !written.matches("[-+]?[0-9]+")) {
            faults.add(entry, notANumber(entry, written), NUMBERS, "write a number or a range here");
            return List.of();
        }
        Long number = scalars.whole(entry, "the filter", 0, LARGEST);
        return number == null ? List.of() : List.of(new Located<>(Math.toIntExact(number), faults.mark(entry)));
    }

    private static String notANumber(Node entry, String written) {
        return entry instanceof ScalarNode
                ? Faults.quote(written) + " is no filter number"
                : "a filter is " + Scalars.kind(entry);
    }

    private List<Located<Integer>> range(Node entry, int first, int last) {
        if (last < first) {
            faults.add(
                    entry,
                    "the range " + first + "-" + last + " runs backwards",
                    "the smaller number first",
                    "write " + last + "-" + first);
            return List.of();
        }
        if (last - first >= MOST) {
            tooMany(entry);
            return List.of();
        }
        Mark mark = faults.mark(entry);
        List<Located<Integer>> numbers = new ArrayList<>();
        for (int filter = first; filter <= last; filter++) {
            numbers.add(new Located<>(filter, mark));
        }
        return numbers;
    }

    private void tooMany(Node node) {
        faults.add(
                node, "these are more than 10,000 filters", "at most 10,000 filters in a spec", "name fewer filters");
    }
}
