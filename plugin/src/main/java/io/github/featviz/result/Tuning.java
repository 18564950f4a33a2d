package io.github.featviz.result;

import java.util.List;

/**
 * How a layer answers to a picture that is changed step by step, such as turned.
 *
 * @param steps how far it was changed: degrees that it was turned counter-clockwise, or that its hues were; a factor that it was
 *     enlarged by; or degrees of the axis that it was mirrored across, where 0 means not mirrored and 180 across the horizontal
 * @param answers one for each step
 * @param blank the answer to no picture at all: the colour around it and nothing else
 */
public record Tuning(List<Double> steps, List<Response> answers, Response blank) {

    /** Keeps copies of the lists. */
    public Tuning {
        steps = List.copyOf(steps);
        answers = List.copyOf(answers);
    }
}
