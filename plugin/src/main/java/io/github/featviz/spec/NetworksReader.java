package io.github.featviz.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The {@code networks} part: others of the same architecture, each under a name. */
final class NetworksReader {

    private static final Keys SOURCE = Keys.of(SourceReader.KEYS.toArray(String[]::new))
            .elsewhere("'network'", List.of("input", "classes"), "delete it: all take their images alike");

    private final Faults faults;

    NetworksReader(Faults faults) {
        this.faults = faults;
    }

    /** Where each comes from, in the user's order; those with a fault are left out. */
    Map<String, Located<NetworkSource>> read(Node node) {
        Map<String, Located<NetworkSource>> networks = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            faults.add(
                    node,
                    "'networks' is " + Scalars.kind(node),
                    "a mapping of names to networks, such as {before: {file: before.pt}}",
                    "write 'name: {file: PATH}' lines, indented alike");
            return networks;
        }
        for (NodeTuple pair : mapping.getValue()) {
            String name = pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.isBlank() || networks.containsKey(name)) {
                faults.add(
                        pair.getKeyNode(),
                        name.isBlank() ? "a network has no name" : "the network '" + name + "' is here twice",
                        "a name of its own for each network, such as before",
                        "write one");
                continue;
            }
            Fields fields = Fields.of(pair.getValueNode(), "a network", SOURCE, faults);
            Located<NetworkSource> source = fields.isMapping() ? new SourceReader(faults).read(fields) : null;
            if (source != null) {
                networks.put(name, source);
            } else if (fields.isMapping() && SourceReader.KEYS.stream().noneMatch(fields::has)) {
                faults.add(
                        pair.getValueNode(),
                        "the network '" + name + "' does not say where it comes from",
                        "one of the keys " + String.join(", ", SourceReader.KEYS),
                        "add 'file: PATH'");
            }
        }
        return Collections.unmodifiableMap(networks);
    }
}
