package io.github.featviz.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What a picture is to make large: a name, or {@code {direction: {3: 1, 17: -0.5}}}. */
final class ObjectiveReader {

    private static final Map<String, ObjectiveSpec> NAMED = named();
    private static final Keys DIRECTION = Keys.of("direction");
    private static final String EXPECTED =
            "one of " + String.join(", ", NAMED.keySet()) + ", or {direction: {3: 1, 17: -0.5}}";
    private static final String WEIGHTS = "filters and their weights, such as {3: 1, 17: -0.5}";
    private static final int LARGEST_FILTER = 99_999;
    private static final int MOST = 1000;
    private static final double LARGEST_WEIGHT = 1000;

    private final Faults faults;
    private final Scalars scalars;

    ObjectiveReader(Faults faults) {
        this.faults = faults;
        this.scalars = new Scalars(faults);
    }

    private static Map<String, ObjectiveSpec> named() {
        Map<String, ObjectiveSpec> named = new LinkedHashMap<>();
        named.put("channel", ObjectiveSpec.CHANNEL);
        named.put("negative", ObjectiveSpec.NEGATIVE);
        named.put("neuron", ObjectiveSpec.NEURON);
        return named;
    }

    /** The objective, or {@code inherited} where the node is absent or faulty. */
    ObjectiveSpec read(@Nullable Node node, ObjectiveSpec inherited) {
        if (node == null) {
            return inherited;
        }
        ObjectiveSpec read = node instanceof MappingNode ? direction(node) : ofName(node);
        return read == null ? inherited : read;
    }

    private @Nullable ObjectiveSpec ofName(Node node) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        ObjectiveSpec known = NAMED.get(name);
        if (known == null) {
            List<String> names = new ArrayList<>(NAMED.keySet());
            names.add("direction");
            List<String> near = Nearest.to(name, names, 1);
            faults.add(
                    node,
                    node instanceof ScalarNode
                            ? "there is no objective " + Faults.quote(name)
                            : "the objective is " + Scalars.kind(node),
                    EXPECTED,
                    near.isEmpty() ? "write one of these" : mend(near.get(0)));
        }
        return known;
    }

    private static String mend(String near) {
        return near.equals("direction")
                ? "say which filters it goes along: {direction: {3: 1, 17: -0.5}}"
                : "write '" + near + "' if that is what you mean";
    }

    private @Nullable ObjectiveSpec direction(Node node) {
        Fields fields = Fields.of(node, "an objective", DIRECTION, faults);
        Node weights = fields.node("direction");
        if (!fields.has("direction")) {
            faults.add(node, "the objective does not say which", EXPECTED, "write one of these");
        }
        if (weights == null) {
            return null;
        }
        if (!(weights instanceof MappingNode mapping)
                || mapping.getValue().isEmpty()
                || mapping.getValue().size() > MOST) {
            faults.add(
                    weights,
                    weights instanceof MappingNode mapping
                            ? "the direction has " + mapping.getValue().size() + " filters"
                            : "the direction is " + Scalars.kind(weights),
                    WEIGHTS + ", 1 to " + MOST + " of them",
                    "write 'filter: weight' for each");
            return null;
        }
        return weighted(mapping);
    }

    private @Nullable ObjectiveSpec weighted(MappingNode mapping) {
        Map<Integer, Double> weights = new TreeMap<>();
        boolean sound = true;
        for (NodeTuple pair : mapping.getValue()) {
            Long filter = scalars.whole(pair.getKeyNode(), "the filter", 0, LARGEST_FILTER);
            Double weight = scalars.number(pair.getValueNode(), "the weight", -LARGEST_WEIGHT, LARGEST_WEIGHT);
            if (filter == null || weight == null) {
                sound = false;
            } else if (weight == 0) {
                faults.add(
                        pair.getValueNode(), "the weight is 0", WEIGHTS, "delete this filter, or write another weight");
                sound = false;
            } else if (weights.putIfAbsent(Math.toIntExact(filter), weight) != null) {
                faults.add(pair.getKeyNode(), "filter " + filter + " is here twice", "each filter once", "keep one");
                sound = false;
            }
        }
        return sound ? ObjectiveSpec.direction(weights) : null;
    }
}
