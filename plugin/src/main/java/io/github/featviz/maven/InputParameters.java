package io.github.featviz.maven;

import io.github.featviz.spec.Fault;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.SpecException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input format as parameters give it, checked as the spec's is.
 *
 * @param size edge in pixels; null: not given
 * @param mean one value a channel; empty: not given
 * @param std one value a channel; empty: not given
 */
record InputParameters(@Nullable Integer size, List<Double> mean, List<Double> std) {

    private static final InputSpec IMAGENET =
            new InputSpec(224, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final int SMALLEST = 8;
    private static final int LARGEST = 1024;
    private static final double LEAST_STD = 1e-4;
    private static final double LARGEST_STD = 255;

    /** Whether any of them was given. */
    boolean given() {
        return size != null || !mean.isEmpty() || !std.isEmpty();
    }

    /**
     * The format; what was not given is as ImageNet's networks usually have it.
     *
     * @throws SpecException with everything that is wrong
     */
    InputSpec input() throws SpecException {
        InputSpec input = new InputSpec(
                size == null ? IMAGENET.size() : size,
                mean.isEmpty() ? IMAGENET.mean() : mean,
                std.isEmpty() ? IMAGENET.std() : std);
        List<Fault> faults = new ArrayList<>();
        if (input.size() < SMALLEST || input.size() > LARGEST) {
            faults.add(fault(
                    "featviz.size is " + input.size(),
                    "a number of pixels from " + SMALLEST + " to " + LARGEST,
                    "give the edge of the square that the network was trained on"));
        }
        if (input.mean().size() != input.std().size()) {
            faults.add(fault(
                    "featviz.mean has %s values, featviz.std has %s"
                            .formatted(input.mean().size(), input.std().size()),
                    "one value a channel in each: three for colour, one for grey",
                    "give both, such as -Dfeatviz.mean=0.5 -Dfeatviz.std=0.5"));
        }
        if (input.mean().stream().anyMatch(value -> !(value >= 0 && value <= 1))) {
            faults.add(fault(
                    "featviz.mean is " + input.mean(),
                    "the mean of each channel on the scale from 0 (black) to 1 (white)",
                    "divide means on the scale to 255 by 255"));
        }
        if (input.std().stream().anyMatch(value -> !(value >= LEAST_STD && value <= LARGEST_STD))) {
            faults.add(fault(
                    "featviz.std is " + input.std(),
                    "the spread of each channel on the scale from 0 to 1, positive",
                    "use 1 where the network's images are only shifted"));
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
        return input;
    }

    private static Fault fault(String what, String expected, String mend) {
        return new Fault(null, what, expected, mend);
    }
}
