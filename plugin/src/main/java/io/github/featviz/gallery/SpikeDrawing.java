package io.github.featviz.gallery;

import io.github.featviz.evidence.Spike;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A spike chart as lines and words with their places: one thin bar a feature map.
 *
 * @param id identity on its page
 * @param title what is drawn
 * @param description what stands out
 * @param bars path of all bars
 * @param barWidth their width
 * @param markWidth width of a labelled bar, which stays visible among thousands
 * @param zero height of the line of zero
 * @param lowest smallest value on the scale
 * @param highest largest value on the scale
 * @param scale the largest value in words
 * @param ticks feature map numbers below
 * @param labels spikes with their number
 */
public record SpikeDrawing(
        String id,
        String title,
        String description,
        String bars,
        String barWidth,
        String markWidth,
        String zero,
        String lowest,
        String highest,
        String scale,
        List<Tick> ticks,
        List<Label> labels) {

    /** Edges of the drawing, in its own units. Templates and the script that reads values back rely on them. */
    static final int LEFT = 44;

    static final int RIGHT = 952;
    static final int TOP = 40;
    static final int BOTTOM = 180;

    /** Room that a number needs, so that labels do not run into each other. */
    private static final int LABEL_ROOM = 44;

    private static final int MOST_LABELS = 8;

    /** A number below the line. */
    public record Tick(String x, int filter) {}

    /**
     * A spike with its number.
     *
     * @param bar path of its bar
     * @param x place of the number
     * @param y height of the number
     * @param hit whether the hypothesis named it
     * @param href page of the filter; null: not in this gallery
     * @param note number and value in words
     */
    public record Label(int filter, String bar, String x, String y, boolean hit, @Nullable String href, String note) {}

    /** What to draw: which values, what they are called, which stand out. */
    record Subject(
            String id,
            String title,
            List<Double> values,
            List<Spike> spikes,
            Set<Integer> expected,
            IntFunction<@Nullable String> pages,
            IntFunction<String> words) {}

    /** Draws a chart; a layer without feature maps gives an empty one. */
    static SpikeDrawing of(Subject subject) {
        Scale scale = Scale.of(subject.values());
        List<Integer> marked = marked(subject, scale);
        List<Label> labels = new ArrayList<>();
        for (int filter : marked) {
            labels.add(label(subject, scale, filter));
        }
        return new SpikeDrawing(
                subject.id(),
                subject.title(),
                description(subject, marked),
                bars(subject.values(), scale),
                Figures.coordinate(scale.barWidth()),
                Figures.coordinate(Math.max(2, scale.barWidth())),
                Figures.coordinate(scale.y(0)),
                Double.toString(scale.lowest()),
                Double.toString(scale.highest()),
                Figures.significant(scale.highest()),
                ticks(scale),
                List.copyOf(labels));
    }

    /** The expected filters first, then the largest spikes that find room, in the order of their numbers. */
    private static List<Integer> marked(Subject subject, Scale scale) {
        List<Integer> marked = new ArrayList<>();
        for (int filter : subject.expected()) {
            if (filter < scale.count()) {
                marked.add(filter);
            }
        }
        for (Spike spike : subject.spikes()) {
            boolean room =
                    marked.stream().allMatch(other -> Math.abs(scale.x(other) - scale.x(spike.filter())) >= LABEL_ROOM);
            if (room && marked.size() < MOST_LABELS && spike.filter() < scale.count()) {
                marked.add(spike.filter());
            }
        }
        marked.sort(Comparator.naturalOrder());
        return marked;
    }

    private static Label label(Subject subject, Scale scale, int filter) {
        double value = subject.values().get(filter);
        double x = scale.x(filter);
        double top = Math.min(scale.y(value), scale.y(0));
        String bar = bar(scale, filter, value);
        double inside = Math.max(LEFT, Math.min(RIGHT - LABEL_ROOM / 4.0, x));
        return new Label(
                filter,
                bar,
                Figures.coordinate(inside),
                Figures.coordinate(Math.max(14, top - 7)),
                subject.expected().contains(filter),
                subject.pages().apply(filter),
                "Feature map %d: %s".formatted(filter, subject.words().apply(filter)));
    }

    private static String description(Subject subject, List<Integer> marked) {
        List<String> parts = new ArrayList<>();
        for (int filter : marked) {
            String role = subject.expected().contains(filter) ? " (expected)" : "";
            parts.add("%d%s %s".formatted(filter, role, subject.words().apply(filter)));
        }
        return parts.isEmpty()
                ? "No feature map stands out."
                : "Marked feature maps: " + String.join("; ", parts) + ".";
    }

    private static String bars(List<Double> values, Scale scale) {
        StringBuilder path = new StringBuilder();
        for (int filter = 0; filter < values.size(); filter++) {
            path.append(bar(scale, filter, values.get(filter)));
        }
        return path.toString();
    }

    private static String bar(Scale scale, int filter, double value) {
        return "M" + Figures.coordinate(scale.x(filter)) + " " + Figures.coordinate(scale.y(0)) + "V"
                + Figures.coordinate(scale.y(value));
    }

    private static List<Tick> ticks(Scale scale) {
        if (scale.count() == 0) {
            return List.of();
        }
        int step = step(scale.count());
        List<Tick> ticks = new ArrayList<>();
        for (int filter = 0; filter < scale.count(); filter += step) {
            ticks.add(new Tick(Figures.coordinate(scale.x(filter)), filter));
        }
        return List.copyOf(ticks);
    }

    /** A round distance that gives four to eight ticks. */
    private static int step(int count) {
        int step = 1;
        int[] factors = {2, 5, 10};
        for (int decade = 1; ; decade *= 10) {
            for (int factor : factors) {
                if (count / step <= 7) {
                    return step;
                }
                step = decade * factor;
            }
        }
    }

    /** From feature maps and activations to places. */
    private record Scale(int count, double lowest, double highest) {

        static Scale of(List<Double> values) {
            double lowest = 0;
            double highest = 0;
            for (double value : values) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            return new Scale(values.size(), lowest, highest > lowest ? highest : lowest + 1);
        }

        double x(int filter) {
            return LEFT + (filter + 0.5) * (RIGHT - LEFT) / count;
        }

        double y(double value) {
            return BOTTOM - (value - lowest) / (highest - lowest) * (BOTTOM - TOP);
        }

        double barWidth() {
            return Math.max(0.6, Math.min(7, 0.62 * (RIGHT - LEFT) / Math.max(1, count)));
        }
    }
}
