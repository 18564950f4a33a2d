package io.github.featviz.gallery;

import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A spike chart as lines and words with their places: one thin bar a feature map, or a column for several neighbours where there are
 * more of them than a screen has room for.
 *
 * <p>Heights are pixels. Across, the bars have {@value #WIDTH} units that stretch with the page, and words stand at percentages, so that
 * one drawing is readable on a phone and on a desk.
 *
 * @param id identity on its page
 * @param copy address of its copies for slides, without the ending; empty: there are none
 * @param title what is drawn
 * @param description what stands out
 * @param bars path of all bars
 * @param barWidth their width
 * @param thin whether bars are so thin that a labelled one needs a width of its own to be seen
 * @param count number of feature maps
 * @param step how many of them share a column
 * @param floor what a logarithmic scale adds to every size, so that silence has a place; 0: the scale is linear
 * @param threshold height of the line from which on a spike counts; null: there is none
 * @param zero height of the line of zero
 * @param lowest smallest place on the scale: a value, or on a logarithmic scale its transformed form
 * @param highest largest place on the scale
 * @param scale the largest value in words
 * @param ticks feature map numbers below
 * @param labels spikes with their number
 */
public record SpikeDrawing(
        String id,
        String copy,
        String title,
        String description,
        String bars,
        String barWidth,
        boolean thin,
        int count,
        int step,
        String floor,
        String zero,
        @Nullable String threshold,
        String lowest,
        String highest,
        String scale,
        List<Tick> ticks,
        List<Label> labels) {

    /** Edges of the drawing. Templates and the script that reads values back rely on them. */
    static final int WIDTH = 1000;

    static final int TOP = 40;
    static final int BOTTOM = 176;

    /** Room that a number needs beside others on a desk, in units. */
    private static final int LABEL_ROOM = 44;

    /** How wide a digit is on a narrow phone and what parts two numbers there, in units; how high a line of them is. */
    private static final int PHONE_DIGIT = 28;

    private static final int PHONE_GAP = 20;
    private static final int LINE = 16;
    private static final int EDGE = 60;
    private static final int MOST_LABELS = 8;
    private static final int MOST_COLUMNS = 520;

    /** A logarithmic scale spans three decades. */
    private static final double DECADES = 1000;

    /** How values become heights. */
    enum Measure {
        LINEAR,
        LOGARITHM,
        SIGMA
    }

    /** A number below the line. {@code x}: percent; {@code anchor}: which end of the number stands there. */
    public record Tick(String x, String anchor, int filter) {}

    /**
     * A spike with its number.
     *
     * @param bar path of its bar
     * @param x place of the number, percent
     * @param anchor which end of the number stands there
     * @param y height of the number
     * @param hit whether the hypothesis named it
     * @param minor whether the number gives way on a small screen
     * @param href page of the filter; null: not in this gallery
     * @param note number and value in words
     */
    public record Label(
            int filter,
            String bar,
            String x,
            String anchor,
            String y,
            boolean hit,
            boolean minor,
            @Nullable String href,
            String note) {}

    /** What to draw: which values, what they are called, which stand out. */
    record Subject(
            String id,
            String copy,
            String title,
            Measure measure,
            List<Double> values,
            List<Spike> spikes,
            Set<Integer> expected,
            IntFunction<@Nullable String> pages,
            IntFunction<String> words,
            Words texts) {}

    /** Draws a chart; a layer without feature maps gives an empty one. */
    static SpikeDrawing of(Subject subject) {
        Scale scale = Scale.of(subject.values(), subject.measure());
        List<Integer> important = marked(subject, scale);
        List<Integer> major = roomy(important, subject, scale);
        List<Integer> marked = important.stream().sorted().toList();
        List<Label> labels = marked.stream()
                .map(filter -> label(subject, scale, filter, !major.contains(filter)))
                .toList();
        boolean counts = subject.measure() == Measure.SIGMA && scale.highest() > Verdict.LEAST_SIGMA;
        return new SpikeDrawing(
                subject.id(),
                subject.copy(),
                subject.title(),
                description(subject, marked),
                bars(subject.values(), scale),
                Figures.coordinate(scale.barWidth()),
                scale.barWidth() < 3,
                scale.count(),
                scale.step(),
                Double.toString(scale.floor()),
                Figures.coordinate(scale.y(0)),
                counts ? Figures.coordinate(scale.y(Verdict.LEAST_SIGMA)) : null,
                Double.toString(scale.lowest()),
                Double.toString(scale.highest()),
                subject.texts().figures().significant(scale.largest()),
                ticks(scale),
                labels);
    }

    /** The expected filters first, then the largest spikes that find room. */
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
        return marked;
    }

    /** Those whose numbers have room on a phone too: one stands over another where their spikes differ in height. */
    private static List<Integer> roomy(List<Integer> important, Subject subject, Scale scale) {
        List<Integer> roomy = new ArrayList<>();
        for (int filter : important) {
            boolean room = roomy.stream()
                    .allMatch(other -> Math.abs(labelY(subject, scale, other) - labelY(subject, scale, filter)) >= LINE
                            || phoneLeft(scale, filter) - phoneRight(scale, other) >= PHONE_GAP
                            || phoneLeft(scale, other) - phoneRight(scale, filter) >= PHONE_GAP);
            if (room || subject.expected().contains(filter)) {
                roomy.add(filter);
            }
        }
        return roomy;
    }

    private static double phoneLeft(Scale scale, int filter) {
        double x = scale.x(filter);
        return switch (anchor(x)) {
            case "start" -> x;
            case "end" -> x - phoneWidth(filter);
            default -> x - phoneWidth(filter) / 2;
        };
    }

    private static double phoneRight(Scale scale, int filter) {
        return phoneLeft(scale, filter) + phoneWidth(filter);
    }

    private static double phoneWidth(int filter) {
        return (double) PHONE_DIGIT * Integer.toString(filter).length();
    }

    /** Above the spike, or above the line where it hangs from that. */
    private static double labelY(Subject subject, Scale scale, int filter) {
        double top = Math.min(scale.y(subject.values().get(filter)), scale.y(0));
        return Math.max(28, top - 6);
    }

    private static Label label(Subject subject, Scale scale, int filter, boolean minor) {
        double value = subject.values().get(filter);
        double x = scale.x(filter);
        return new Label(
                filter,
                bar(scale, filter, value),
                percent(x),
                anchor(x),
                Figures.coordinate(labelY(subject, scale, filter)),
                subject.expected().contains(filter),
                minor,
                subject.pages().apply(filter),
                subject.texts().say("chart.spike", filter, subject.words().apply(filter)));
    }

    private static String percent(double x) {
        return Figures.coordinate(x * 100 / WIDTH) + "%";
    }

    private static String anchor(double x) {
        return x < EDGE ? "start" : x > WIDTH - EDGE ? "end" : "middle";
    }

    private static String description(Subject subject, List<Integer> marked) {
        List<String> parts = new ArrayList<>();
        for (int filter : marked) {
            String key = subject.expected().contains(filter) ? "chart.marked-expected" : "chart.marked";
            parts.add(subject.texts().say(key, filter, subject.words().apply(filter)));
        }
        return parts.isEmpty()
                ? subject.texts().say("chart.flat")
                : subject.texts().say("chart.marks", String.join("; ", parts));
    }

    /** A bar each, or a column each for the largest and the least of its feature maps. */
    private static String bars(List<Double> values, Scale scale) {
        StringBuilder path = new StringBuilder();
        for (int first = 0; first < values.size(); first += scale.step()) {
            double highest = values.get(first);
            double lowest = highest;
            for (int filter = first; filter < Math.min(values.size(), first + scale.step()); filter++) {
                highest = Math.max(highest, values.get(filter));
                lowest = Math.min(lowest, values.get(filter));
            }
            double from = lowest < 0 && highest > 0 ? lowest : 0;
            double to = highest > 0 ? highest : lowest;
            path.append("M").append(Figures.coordinate(scale.columnX(first / scale.step())));
            path.append(" ").append(Figures.coordinate(scale.y(from)));
            path.append("V").append(Figures.coordinate(scale.y(to)));
        }
        return path.toString();
    }

    private static String bar(Scale scale, int filter, double value) {
        return "M" + Figures.coordinate(scale.columnX(filter / scale.step())) + " " + Figures.coordinate(scale.y(0))
                + "V" + Figures.coordinate(scale.y(value));
    }

    private static List<Tick> ticks(Scale scale) {
        if (scale.count() == 0) {
            return List.of();
        }
        int step = step(scale.count());
        List<Tick> ticks = new ArrayList<>();
        for (int filter = 0; filter < scale.count(); filter += step) {
            ticks.add(new Tick(percent(scale.x(filter)), anchor(scale.x(filter)), filter));
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

    /** From feature maps and activations to places; {@code lowest} and {@code highest} are transformed, {@code largest} is not. */
    private record Scale(int count, int step, double floor, double lowest, double highest, double largest) {

        static Scale of(List<Double> values, Measure measure) {
            double least = Math.min(0, values.stream().mapToDouble(v -> v).min().orElse(0));
            double most = Math.max(0, values.stream().mapToDouble(v -> v).max().orElse(0));
            double floor = measure == Measure.LOGARITHM ? Math.max(most, -least) / DECADES : 0;
            double lowest = transformed(least, floor);
            double highest = transformed(most, floor);
            int step = Math.max(1, (values.size() + MOST_COLUMNS - 1) / MOST_COLUMNS);
            return new Scale(values.size(), step, floor, lowest, highest > lowest ? highest : lowest + 1, most);
        }

        private static double transformed(double value, double floor) {
            return floor > 0 ? Math.signum(value) * Math.log1p(Math.abs(value) / floor) : value;
        }

        double x(int filter) {
            return (filter + 0.5) * WIDTH / count;
        }

        /** The middle of a column. */
        double columnX(int column) {
            return Math.min(WIDTH - 0.5, (column * step + step / 2.0) * WIDTH / count);
        }

        double y(double value) {
            return BOTTOM - (transformed(value, floor) - lowest) / (highest - lowest) * (BOTTOM - TOP);
        }

        double barWidth() {
            return Math.max(0.6, Math.min(24, 0.62 * WIDTH * step / Math.max(1, count)));
        }
    }
}
