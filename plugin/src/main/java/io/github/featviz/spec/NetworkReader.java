package io.github.featviz.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The {@code network} part: which source, which input, which class names. */
final class NetworkReader {
    private static final Keys NETWORK =
            Keys.of(SourceReader.KEYS.toArray(String[]::new)).and("input").and("classes");
    private static final Keys INPUT = Keys.of("preset", "size", "mean", "std", "shown");

    /**
     * Usual normalisations. Caffe's networks take colours on the 0…255 scale less their mean, which is the same as taking the
     * mean on the [0, 1] scale and dividing by 1/255; channels stay in the order red, green, blue.
     */
    private static final Map<String, InputSpec> PRESETS = new TreeMap<>(Map.of(
            "imagenet", new InputSpec(224, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
            "inception", new InputSpec(299, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
            "caffe",
                    new InputSpec(
                            224,
                            List.of(123.68 / 255, 116.779 / 255, 103.939 / 255),
                            List.of(1.0 / 255, 1.0 / 255, 1.0 / 255)),
            "zero-one", new InputSpec(224, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
            "minus-one-one", new InputSpec(224, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5))));

    private static final String PRESET_NAMES = String.join(", ", PRESETS.keySet());
    private static final String CHANNELS = "one value a channel: three for colour, one for grey, at most 64";
    private static final int MOST_CHANNELS = 64;
    private static final String SHOWN = "three channels, shown as red, green and blue, or a single one, shown as grey";

    private final Faults faults;
    private final References references;
    private final Scalars scalars;

    NetworkReader(Faults faults) {
        this.faults = faults;
        this.references = new References(faults);
        this.scalars = new Scalars(faults);
    }

    NetworkSpec read(Node node) {
        Fields fields = Fields.of(node, "the network", NETWORK, faults);
        Node input = fields.node("input");
        return new NetworkSpec(
                new SourceReader(faults).read(fields),
                input == null ? null : input(input),
                references.file(fields.locatedText("classes"), "a text file with one class name a line"));
    }

    private @Nullable InputSpec input(Node node) {
        if (node instanceof ScalarNode scalar) {
            return preset(node, scalar.getValue());
        }
        Fields fields = Fields.of(node, "the input", INPUT, faults);
        if (!fields.isMapping()) {
            return null;
        }
        Node named = fields.node("preset");
        String name = fields.text("preset");
        InputSpec preset = named == null || name == null ? null : preset(named, name);
        if (!fields.has("preset")) {
            requireAll(fields);
        }
        int size = fields.whole("size", preset == null ? 224 : preset.size(), 8, 1024);
        List<Double> mean = channels(fields, "mean", 0, 1, preset == null ? List.of() : preset.mean());
        List<Double> std = channels(fields, "std", 1e-4, 255, preset == null ? List.of() : preset.std());
        if (!mean.isEmpty() && !std.isEmpty() && mean.size() != std.size()) {
            faults.add(
                    Objects.requireNonNullElse(fields.node("std"), node),
                    "'mean' has " + mean.size() + " values, 'std' has " + std.size(),
                    CHANNELS,
                    "give both the same number of values");
        }
        return new InputSpec(size, mean, std, shown(fields, mean.size()));
    }

    private void requireAll(Fields fields) {
        for (String key : List.of("size", "mean", "std")) {
            if (!fields.has(key)) {
                faults.add(
                        fields.mark(),
                        "the input has no '" + key + "'",
                        "size, mean and std, or a preset: " + PRESET_NAMES,
                        "add '" + key + "', or start from a preset: {preset: imagenet, size: 224}");
            }
        }
    }

    private @Nullable InputSpec preset(Node node, String name) {
        InputSpec preset = PRESETS.get(name);
        if (preset == null) {
            List<String> near = Nearest.to(name, PRESETS.keySet(), 1);
            faults.add(
                    node,
                    "there is no input preset " + Faults.quote(name),
                    "one of " + PRESET_NAMES + ", or a mapping with size, mean and std",
                    near.isEmpty() ? "name one of these" : "write '" + near.get(0) + "' if that is what you mean");
        }
        return preset;
    }

    private List<Double> channels(Fields fields, String key, double least, double most, List<Double> otherwise) {
        if (!fields.has(key)) {
            return otherwise;
        }
        return fields.list(key, length -> length >= 1 && length <= MOST_CHANNELS, CHANNELS).stream()
                .map(node -> channel(node, key, least, most))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Numbers of channels; a single one three times. */
    private List<Integer> shown(Fields fields, int channels) {
        List<Integer> shown = fields.list("shown", length -> length == 1 || length == 3, SHOWN).stream()
                .map(node -> scalars.whole(node, "'shown' (channels count from 0)", 0, Math.max(0, channels - 1)))
                .filter(Objects::nonNull)
                .map(Math::toIntExact)
                .toList();
        return shown.size() == 1 ? Collections.nCopies(3, shown.get(0)) : shown;
    }

    private @Nullable Double channel(Node node, String key, double least, double most) {
        return scalars.number(node, "'" + key + "' (on the scale where white is 1)", least, most);
    }
}
