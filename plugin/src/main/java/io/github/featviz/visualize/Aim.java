package io.github.featviz.visualize;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the pictures of a recipe are to make large, each for a filter of its own. */
public sealed interface Aim {

    /** The objective of a filter's picture. */
    Objective at(int filter);

    /** The mean of the filter's feature map. */
    record Channel() implements Aim {
        @Override
        public Objective at(int filter) {
            return Objective.channelMean(filter);
        }
    }

    /** The filter at the centre of its feature map alone. */
    record Neuron() implements Aim {
        @Override
        public Objective at(int filter) {
            return Objective.centre(filter);
        }
    }

    /** The mean of the filter's feature map, as small as can be. */
    record Negative() implements Aim {
        @Override
        public Objective at(int filter) {
            Objective liked = Objective.channelMean(filter);
            return activation -> liked.of(activation).neg();
        }
    }

    /**
     * The same weighted sum of feature maps, whatever the filter.
     *
     * @param weights by filter
     */
    record Direction(SortedMap<Integer, Double> weights) implements Aim {

        public Direction {
            weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        }

        @Override
        public Objective at(int filter) {
            return Objective.direction(weights);
        }
    }
}
