package io.github.featviz.selfcheck;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.featviz.result.InputFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the fields out of a self-description, naming the place (as a JSON pointer) of the first that is wrong. */
final class SelfDescriptionFields {

    private static final double USUAL_TOLERANCE = 1e-3;
    private static final int MOST_CHANNELS = 64;
    private static final int MOST_LAYERS = 1000;
    private static final int MOST_SAMPLES = 64;
    private static final int MOST_CLASSES = 1_000_000;

    private final String place;

    /** @param place the archive and the file in it, for messages */
    SelfDescriptionFields(String place) {
        this.place = place;
    }

    SelfDescription description(JsonNode root) throws SelfDescriptionException {
        only(root, "", Set.of("name", "input", "classes", "check", "tolerance"));
        InputFormat input = root.has("input") ? input(root.get("input")) : null;
        if (root.has("check") && input == null) {
            throw fault(
                    "", "there are activations to check, but no input that they belong to", "input: {size, mean, std}");
        }
        return new SelfDescription(
                root.has("name") ? text(root.get("name"), "/name") : null,
                input,
                texts(root.get("classes"), "/classes"),
                goldens(root.get("check")),
                root.has("tolerance") ? number(root.get("tolerance"), "/tolerance", 1e-7, 0.1) : USUAL_TOLERANCE);
    }

    private InputFormat input(JsonNode node) throws SelfDescriptionException {
        only(node, "/input", Set.of("size", "mean", "std", "shown"));
        int size = whole(node.path("size"), "/input/size", 8, 1024);
        List<Double> mean = numbers(node.path("mean"), "/input/mean", MOST_CHANNELS, -1e6, 1e6);
        List<Double> std = numbers(node.path("std"), "/input/std", MOST_CHANNELS, 1e-6, 1e6);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw fault(
                    "/input",
                    "mean has %s values, std has %s".formatted(mean.size(), std.size()),
                    "one a channel in both");
        }
        if (!node.has("shown")) {
            return new InputFormat(size, mean, std);
        }
        List<Integer> shown = numbers(node.path("shown"), "/input/shown", 3, 0, mean.size() - 1).stream()
                .map(Double::intValue)
                .toList();
        if (shown.size() != 1 && shown.size() != 3) {
            throw fault("/input/shown", "it has " + shown.size() + " entries", "three channels, or one for grey");
        }
        return new InputFormat(size, mean, std, shown.size() == 1 ? Collections.nCopies(3, shown.get(0)) : shown);
    }

    private List<Golden> goldens(@Nullable JsonNode node) throws SelfDescriptionException {
        List<Golden> goldens = new ArrayList<>();
        for (JsonNode entry : list(node, "/check", MOST_LAYERS)) {
            String pointer = "/check/" + goldens.size();
            only(entry, pointer, Set.of("layer", "shape", "mean", "std", "values"));
            goldens.add(new Golden(
                    text(entry.path("layer"), pointer + "/layer"),
                    numbers(entry.path("shape"), pointer + "/shape", 8, 1, Integer.MAX_VALUE).stream()
                            .map(Double::longValue)
                            .toList(),
                    number(entry.path("mean"), pointer + "/mean", -Float.MAX_VALUE, Float.MAX_VALUE),
                    number(entry.path("std"), pointer + "/std", 0, Float.MAX_VALUE),
                    numbers(
                            entry.path("values"),
                            pointer + "/values",
                            MOST_SAMPLES,
                            -Float.MAX_VALUE,
                            Float.MAX_VALUE)));
        }
        return List.copyOf(goldens);
    }

    private List<String> texts(@Nullable JsonNode node, String pointer) throws SelfDescriptionException {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : list(node, pointer, MOST_CLASSES)) {
            texts.add(text(entry, pointer + "/" + texts.size()));
        }
        return List.copyOf(texts);
    }

    private List<Double> numbers(JsonNode node, String pointer, int most, double least, double largest)
            throws SelfDescriptionException {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode entry : list(node, pointer, most)) {
            numbers.add(number(entry, pointer + "/" + numbers.size(), least, largest));
        }
        return List.copyOf(numbers);
    }

    private Iterable<JsonNode> list(@Nullable JsonNode node, String pointer, int most) throws SelfDescriptionException {
        if (node == null) {
            return List.of();
        }
        check(node, pointer, JsonNode::isArray, "a list");
        if (node.size() > most) {
            throw fault(pointer, "it has " + node.size() + " entries", "at most " + most);
        }
        return node;
    }

    private String text(JsonNode node, String pointer) throws SelfDescriptionException {
        check(node, pointer, value -> value.isTextual() && !value.textValue().isBlank(), "a text");
        return node.textValue().strip();
    }

    private int whole(JsonNode node, String pointer, int least, int most) throws SelfDescriptionException {
        check(node, pointer, JsonNode::isIntegralNumber, "a whole number from %s to %s".formatted(least, most));
        return (int) number(node, pointer, least, most);
    }

    private double number(JsonNode node, String pointer, double least, double most) throws SelfDescriptionException {
        check(
                node,
                pointer,
                value -> value.isNumber() && value.doubleValue() >= least && value.doubleValue() <= most,
                "a number from %s to %s".formatted(least, most));
        return node.doubleValue();
    }

    private void only(JsonNode node, String pointer, Set<String> known) throws SelfDescriptionException {
        check(node, pointer, JsonNode::isObject, "an object");
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw fault(
                        pointer + "/" + name,
                        "this key is not known",
                        "one of " + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private void check(JsonNode node, String pointer, Predicate<JsonNode> holds, String expected)
            throws SelfDescriptionException {
        if (!holds.test(node)) {
            String found = node.isMissingNode() ? "nothing is here" : "this is " + shortened(node.toString());
            throw fault(pointer, found, expected);
        }
    }

    private SelfDescriptionException fault(String pointer, String what, String expected) {
        return new SelfDescriptionException("%s, at \"%s\": %s".formatted(place, pointer, what), expected);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
