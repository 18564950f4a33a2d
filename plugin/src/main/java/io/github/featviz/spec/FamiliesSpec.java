package io.github.featviz.spec;

import java.util.List;

/**
 * Filters whose families are looked for: filters of the same layer that answer to changed copies of each other's picture.
 *
 * @param of whose families
 * @param by how the pictures are changed
 */
public record FamiliesSpec(List<Located<Integer>> of, By by) {

    /** How pictures are changed; the names in lower case are what users write. */
    public enum By {
        ROTATION,
        REFLECTION,
        SCALE,
        COLOUR;

        /** Whether the last step leads back to the first one. */
        public boolean isCyclic() {
            return this == ROTATION || this == COLOUR;
        }

        /** The step that leaves a picture as it is: no degrees, or a factor of one. */
        public double unchanged() {
            return this == SCALE ? 1 : 0;
        }
    }
}
