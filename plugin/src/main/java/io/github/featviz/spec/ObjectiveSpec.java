package io.github.featviz.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a picture is to make large.
 *
 * @param kind how a filter's activations become one number
 * @param weights of a direction, by filter; empty for all others
 */
public record ObjectiveSpec(Kind kind, SortedMap<Integer, Double> weights) {

    /** The mean of the filter's feature map. */
    public static final ObjectiveSpec CHANNEL = new ObjectiveSpec(Kind.CHANNEL);

    /** The same, as small as can be: what the filter dislikes. */
    public static final ObjectiveSpec NEGATIVE = new ObjectiveSpec(Kind.NEGATIVE);

    /** The filter at the centre of its feature map alone. */
    public static final ObjectiveSpec NEURON = new ObjectiveSpec(Kind.NEURON);

    /** Captions name so many filters of a direction. */
    private static final int NAMED = 4;

    public ObjectiveSpec {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }

    private ObjectiveSpec(Kind kind) {
        this(kind, new TreeMap<>());
    }

    /** How a filter's activations become one number. */
    public enum Kind {
        /** The mean of its feature map. */
        @JsonProperty("channel")
        CHANNEL,
        /** The mean of its feature map, negated. */
        @JsonProperty("negative")
        NEGATIVE,
        /** Its value at the centre of the feature map. */
        @JsonProperty("neuron")
        NEURON,
        /** A weighted sum of the means of several feature maps. */
        @JsonProperty("direction")
        DIRECTION
    }

    /**
     * A weighted sum of several filters.
     *
     * @param weights by filter; one at least, none of them zero
     */
    public static ObjectiveSpec direction(Map<Integer, Double> weights) {
        return new ObjectiveSpec(Kind.DIRECTION, new TreeMap<>(weights));
    }

    /** What each feature map counts in the picture of a filter. */
    public SortedMap<Integer, Double> weightsOf(int filter) {
        return switch (kind) {
            case CHANNEL, NEURON -> new TreeMap<>(Map.of(filter, 1.0));
            case NEGATIVE -> new TreeMap<>(Map.of(filter, -1.0));
            case DIRECTION -> weights;
        };
    }

    /** The filter of a direction with the greatest weight: its picture stands with that filter where none is named. */
    int main() {
        return weights.entrySet().stream()
                .max(Comparator.comparingDouble((Map.Entry<Integer, Double> entry) -> Math.abs(entry.getValue()))
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
    }

    /** A few words for captions, such as {@code "negative"} or {@code "direction 3 − 0.5 × 17"}. */
    public String summary() {
        return switch (kind) {
            case CHANNEL -> "channel";
            case NEGATIVE -> "negative";
            case NEURON -> "neuron at the centre";
            case DIRECTION -> "direction " + sum();
        };
    }

    /** What a recipe's summary has to add: nothing where the objective is the usual one. */
    String suffix() {
        return equals(CHANNEL) ? "" : ", " + summary();
    }

    /** A direction as a sum of filters, such as {@code "3 − 0.5 × 17"}. */
    private String sum() {
        String first = weights.entrySet().stream()
                .limit(NAMED)
                .map(entry -> term(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "))
                .replaceFirst("^\\+ ", "");
        return weights.size() > NAMED ? first + " and " + (weights.size() - NAMED) + " more" : first;
    }

    private static String term(int filter, double weight) {
        String factor = Math.abs(weight) == 1 ? "" : Scalars.show(Math.abs(weight)) + " × ";
        return (weight < 0 ? "− " : "+ ") + factor + filter;
    }
}
