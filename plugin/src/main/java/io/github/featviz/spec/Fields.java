package io.github.featviz.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping's values by key, its keys already checked: unknown ones, doubled ones and empty ones are reported. */
final class Fields {
    private final Node node;
    private final Map<String, Node> values;
    private final Faults faults;
    private final Scalars scalars;

    private Fields(Node node, Map<String, Node> values, Faults faults) {
        this.node = node;
        this.values = values;
        this.faults = faults;
        this.scalars = new Scalars(faults);
    }

    /**
     * The fields of a mapping; none, and a fault, when the node is no mapping.
     *
     * @param what what the mapping describes, such as "a probe"
     */
    static Fields of(Node node, String what, Keys keys, Faults faults) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(pair -> take(pair, what, keys, values, faults));
        } else {
            faults.add(
                    node,
                    what + " is " + Scalars.kind(node),
                    "a mapping with the keys " + String.join(", ", keys.known()),
                    "write 'key: value' lines, indented alike");
        }
        return new Fields(node, values, faults);
    }

    private static void take(NodeTuple pair, String what, Keys keys, Map<String, Node> values, Faults faults) {
        Node key = pair.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        String expected = what + " has the keys " + String.join(", ", keys.known());
        if (!(key instanceof ScalarNode)) {
            faults.add(key, "a key is " + Scalars.kind(key), expected, "write one of these keys");
        } else if (!keys.known().contains(name)) {
            Keys.Stranger stranger = keys.stranger(name);
            faults.add(key, stranger.what(), expected, stranger.mend());
        } else if (values.containsKey(name)) {
            Mark first = faults.mark(values.get(name));
            faults.add(key, "'" + name + "' is here twice", "each key once", "keep this one or line " + first.line());
        } else {
            values.put(name, pair.getValueNode());
            if (Scalars.isNull(pair.getValueNode())) {
                faults.add(
                        key, "'" + name + "' has no value", "a value after the colon", "write one or delete the key");
            }
        }
    }

    Mark mark() {
        return faults.mark(node);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether the key was written, whatever its value. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value's node; null when the key is absent or has no value (which is reported already). */
    @Nullable
    Node node(String key) {
        Node value = values.get(key);
        return value == null || Scalars.isNull(value) ? null : value;
    }

    @Nullable
    String text(String key) {
        Node value = node(key);
        return value == null ? null : scalars.text(value, "'" + key + "'");
    }

    @Nullable
    Located<String> locatedText(String key) {
        Node value = node(key);
        String text = text(key);
        return value == null || text == null ? null : new Located<>(text, faults.mark(value));
    }

    /** One of several words, or {@code otherwise} where the key is absent or says another. */
    String oneOf(String key, List<String> known, String otherwise) {
        Located<String> written = locatedText(key);
        if (written == null || known.contains(written.value())) {
            return written == null ? otherwise : written.value();
        }
        List<String> near = Nearest.to(written.value(), known, 1);
        faults.add(
                written.mark(),
                "there is no '" + key + "' " + Faults.quote(written.value()),
                "one of " + String.join(", ", known),
                near.isEmpty() ? "write one of these" : "write '" + near.get(0) + "' if that is what you mean");
        return otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        return Boolean.parseBoolean(oneOf(key, List.of("true", "false"), Boolean.toString(otherwise)));
    }

    long whole(String key, long otherwise, long least, long most) {
        Node value = node(key);
        Long number = value == null ? null : scalars.whole(value, "'" + key + "'", least, most);
        return number == null ? otherwise : number;
    }

    int whole(String key, int otherwise, int least, int most) {
        return Math.toIntExact(whole(key, (long) otherwise, (long) least, (long) most));
    }

    double number(String key, double otherwise, double least, double most) {
        Node value = node(key);
        Double number = value == null ? null : scalars.number(value, "'" + key + "'", least, most);
        return number == null ? otherwise : number;
    }

    /** The entries of a list, or a fault and none. */
    List<Node> list(String key, IntPredicate rightLength, String expected) {
        Node value = node(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            faults.add(value, "'" + key + "' is " + Scalars.kind(value), expected, "write a list: [first, second]");
            return List.of();
        }
        if (!rightLength.test(sequence.getValue().size())) {
            faults.add(
                    value,
                    "'" + key + "' has " + entries(sequence.getValue().size()),
                    expected,
                    "add or delete entries");
            return List.of();
        }
        return sequence.getValue();
    }

    private static String entries(int count) {
        return count == 0 ? "no entry" : count == 1 ? "one entry" : count + " entries";
    }
}
