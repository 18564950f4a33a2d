package io.github.featviz.gallery;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objective over the steps of a picture as a line.
 *
 * @param title what is drawn
 * @param caption what the line is
 * @param description from where to where it went
 * @param line path of the objective
 * @param zero height of the line of zero
 * @param highest the largest objective in words
 * @param highestY height of these words, clear of the zero's
 * @param last the last step
 */
public record TrajectoryDrawing(
        String title,
        String caption,
        String description,
        String line,
        String zero,
        String highest,
        String highestY,
        int last) {

    private static final int LEFT = 52;
    private static final int RIGHT = 472;
    private static final int TOP = 20;
    private static final int BOTTOM = 116;

    /** A line of words needs so much height. */
    private static final int LINE = 13;

    /**
     * Draws a trajectory; null where there are not two steps to connect.
     *
     * @param objective what was made large, before each step
     * @param ofFilter whether that is the mean activation of a filter
     */
    static @Nullable TrajectoryDrawing of(List<Double> objective, boolean ofFilter, Words words) {
        if (objective.size() < 2) {
            return null;
        }
        double lowest = Math.min(0, Collections.min(objective));
        double highest = Collections.max(objective);
        double top = Math.max(0, highest);
        double span = top > lowest ? top - lowest : 1;
        StringBuilder line = new StringBuilder();
        for (int step = 0; step < objective.size(); step++) {
            double x = LEFT + (double) step / (objective.size() - 1) * (RIGHT - LEFT);
            line.append(step == 0 ? 'M' : 'L').append(Figures.coordinate(x)).append(' ');
            line.append(Figures.coordinate(height(objective.get(step), lowest, span)));
        }
        return new TrajectoryDrawing(
                words.say("trajectory.title", objective.size()),
                words.say(ofFilter ? "unit.making-caption" : "unit.making-caption-objective"),
                words.say(
                        ofFilter ? "trajectory.text" : "trajectory.text-objective",
                        words.figures().significant(objective.get(0)),
                        words.figures().significant(objective.get(objective.size() - 1)),
                        words.figures().significant(highest)),
                line.toString(),
                Figures.coordinate(height(0, lowest, span)),
                words.figures().significant(highest),
                Figures.coordinate(clear(height(highest, lowest, span), height(0, lowest, span))),
                objective.size());
    }

    /** Where words go that would run into those of the line of zero: a line above, or below if that is their side. */
    private static double clear(double y, double zero) {
        return y > zero ? Math.max(y, zero + LINE) : Math.min(y, zero - LINE);
    }

    private static double height(double value, double lowest, double span) {
        return BOTTOM - (value - lowest) / span * (BOTTOM - TOP);
    }
}
