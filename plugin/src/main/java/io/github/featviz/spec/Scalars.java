package io.github.featviz.spec;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Single values: each method gives the value, or reports a fault and gives null. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

    private final Faults faults;

    Scalars(Faults faults) {
        this.faults = faults;
    }

    /** Text as written: {@code layer: 40} names the layer "40". */
    @Nullable
    String text(Node node, String name) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        if (node instanceof ScalarNode) {
            faults.add(node, name + " is empty", "text", "write a text, or delete the key");
        } else {
            faults.add(node, name + " is " + kind(node), "text", "write one text; in quotes if it holds brackets");
        }
        return null;
    }

    @Nullable
    Long whole(Node node, String name, long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        String written = plain(node, name, expected);
        if (written == null) {
            return null;
        }
        if (!WHOLE.matcher(written).matches()) {
            faults.add(node, name + " is " + Faults.quote(written), expected, "write such a number");
            return null;
        }
        BigDecimal value = new BigDecimal(written.length() > 30 ? "1e30" : written);
        return within(node, name, value, BigDecimal.valueOf(least), BigDecimal.valueOf(most), expected)
                ? (Long) value.longValueExact()
                : null;
    }

    @Nullable
    Double number(Node node, String name, double least, double most) {
        String expected = "a number from " + show(least) + " to " + show(most);
        String written = plain(node, name, expected);
        if (written == null) {
            return null;
        }
        if (written.length() > 40 || !NUMBER.matcher(written).matches()) {
            faults.add(node, name + " is " + Faults.quote(written), expected, "write such a number");
            return null;
        }
        BigDecimal value = new BigDecimal(written);
        return within(node, name, value, BigDecimal.valueOf(least), BigDecimal.valueOf(most), expected)
                ? (Double) value.doubleValue()
                : null;
    }

    private boolean within(
            Node node, String name, BigDecimal value, BigDecimal least, BigDecimal most, String expected) {
        boolean low = value.compareTo(least) < 0;
        boolean high = value.compareTo(most) > 0;
        if (low || high) {
            String written = Faults.quote(((ScalarNode) node).getValue());
            faults.add(
                    node,
                    name + " is " + written + ", which is too " + (low ? "small" : "large"),
                    expected,
                    "write a " + (low ? "larger" : "smaller") + " number");
        }
        return !low && !high;
    }

    /** The text of a scalar that is meant as a number, so written without quotes. */
    private @Nullable String plain(Node node, String name, String expected) {
        if (!(node instanceof ScalarNode scalar)) {
            faults.add(node, name + " is " + kind(node), expected, "write one number");
            return null;
        }
        if (!scalar.isPlain()) {
            faults.add(node, name + " is a quoted text", expected, "remove the quotes");
            return null;
        }
        if (isNull(node)) {
            faults.add(node, name + " is empty", expected, "write a number");
            return null;
        }
        return scalar.getValue();
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** A number as messages show it: without a needless fraction. */
    static String show(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** What a node is, in words. */
    static String kind(Node node) {
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node instanceof MappingNode ? "a mapping" : isNull(node) ? "empty" : "a single value";
    }
}
