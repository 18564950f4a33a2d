package io.github.featviz.gallery;

import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.Family.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A family as a ring: a step a direction, counter-clockwise from the top; curves go the further out the more strongly a filter answers, and the
 * members' pictures stand around them where their curves are highest.
 *
 * <p>All lengths are units of a square of {@value #EDGE}.
 *
 * @param id identity on its page
 * @param title what is drawn
 * @param description who answers where
 * @param circles levels of answers, outermost first
 * @param marks some steps in words
 * @param kin the members, the one that the family is of last, so that nothing hides it
 */
public record FamilyDrawing(
        String id, String title, String description, List<Circle> circles, List<Mark> marks, List<Kin> kin) {

    /** Edge of the square. Templates rely on it, and on {@link #PICTURE}. */
    static final int EDGE = 640;

    /** Edge of a picture. */
    static final int PICTURE = 80;

    private static final double MIDDLE = EDGE / 2.0;
    private static final double INNER = 16;
    private static final double OUTER = 164;
    private static final double WORDS = 186;
    private static final double TOUCH = 206;
    private static final double PICTURES = 272;
    private static final int FEW_MARKS = 8;

    /** How far pictures are apart side by side. */
    private static final double ACROSS = PICTURE + 6;

    /** How far pictures are apart one above the other, with the number of the upper one between them. */
    private static final double DOWN = PICTURE + 30;

    /** A level of answers. {@code y}: height of its name. */
    public record Circle(String radius, String y, String name) {}

    /** A step in words. */
    public record Mark(String x, String y, String words) {}

    /**
     * A member.
     *
     * @param filter its number
     * @param own whether the family is its own
     * @param mutual whether the family's filter answers to its picture as well
     * @param curve path of its answers
     * @param lead path from its curve's direction to its picture
     * @param x left edge of its picture
     * @param y upper edge of its picture
     * @param middle middle of its picture, for its number
     * @param below height of its number
     * @param href its page; null: it has none
     * @param image its picture; null: it has none
     * @param note who and where in words
     */
    public record Kin(
            int filter,
            boolean own,
            boolean mutual,
            String curve,
            String lead,
            String x,
            String y,
            String middle,
            String below,
            @Nullable String href,
            @Nullable Image image,
            String note) {}

    /** What to draw, and how members and steps are called. */
    record Subject(
            String id,
            String title,
            String description,
            Family family,
            boolean cyclic,
            IntFunction<String> steps,
            IntFunction<@Nullable String> pages,
            IntFunction<@Nullable Image> images,
            Function<Member, String> notes,
            Words texts) {}

    /** Draws a family. */
    static FamilyDrawing of(Subject subject) {
        Family family = subject.family();
        double highest =
                family.members().stream().mapToDouble(Member::share).max().orElse(1);
        Plot plot = new Plot(family.curves().steps().size(), subject.cyclic(), Math.max(1, highest));
        List<Kin> kin = new ArrayList<>();
        for (Placed placed : apart(family.members(), plot)) {
            kin.add(kin(subject, plot, placed));
        }
        Collections.reverse(kin);
        return new FamilyDrawing(
                subject.id(),
                subject.title(),
                subject.description(),
                List.of(circle(subject, plot, 1), circle(subject, plot, 0.5), circle(subject, plot, 0)),
                marks(subject, plot),
                List.copyOf(kin));
    }

    private static Circle circle(Subject subject, Plot plot, double share) {
        double radius = plot.radius(share);
        return new Circle(
                Figures.coordinate(radius),
                Figures.coordinate(MIDDLE + radius - 6),
                share == 0 ? "" : subject.texts().figures().percent(share));
    }

    private static List<Mark> marks(Subject subject, Plot plot) {
        int apart = Math.max(1, plot.steps() / FEW_MARKS);
        List<Mark> marks = new ArrayList<>();
        for (int step = 0; step < plot.steps(); step += apart) {
            double angle = plot.angle(step);
            marks.add(new Mark(
                    Figures.coordinate(x(angle, WORDS)),
                    Figures.coordinate(y(angle, WORDS) + 6),
                    subject.steps().apply(step)));
        }
        return List.copyOf(marks);
    }

    private static Kin kin(Subject subject, Plot plot, Placed placed) {
        Member member = placed.member();
        double x = x(placed.angle(), PICTURES);
        double y = y(placed.angle(), PICTURES) - 8;
        double peak = plot.angle(member.step());
        return new Kin(
                member.filter(),
                member.filter() == subject.family().of(),
                member.mutual(),
                plot.curve(member.curve()),
                "M%s %sL%s %s"
                        .formatted(
                                Figures.coordinate(x(peak, plot.radius(member.share()))),
                                Figures.coordinate(y(peak, plot.radius(member.share()))),
                                Figures.coordinate(x(placed.angle(), TOUCH)),
                                Figures.coordinate(y(placed.angle(), TOUCH))),
                Figures.coordinate(x - PICTURE / 2.0),
                Figures.coordinate(y - PICTURE / 2.0),
                Figures.coordinate(x),
                Figures.coordinate(y + PICTURE / 2.0 + 19),
                subject.pages().apply(member.filter()),
                subject.images().apply(member.filter()),
                subject.notes().apply(member));
    }

    private record Placed(Member member, double angle) {}

    /** Neighbours that would overlap move apart, both by the same; what that does to the next ones settles in a few rounds. */
    private static List<Placed> apart(List<Member> members, Plot plot) {
        List<Member> around = members.stream()
                .sorted(Comparator.comparingInt(Member::step).thenComparing(Member::filter))
                .toList();
        double[] angles =
                around.stream().mapToDouble(member -> plot.angle(member.step())).toArray();
        for (int round = 0; round < 200 && angles.length > 1; round++) {
            for (int i = 0; i < angles.length; i++) {
                int next = (i + 1) % angles.length;
                double gap = angles[next] + (next == 0 ? 360 : 0) - angles[i];
                double least = leastApart(angles[i] + gap / 2);
                if (gap < least) {
                    angles[i] -= (least - gap) / 2;
                    angles[next] += (least - gap) / 2;
                }
            }
        }
        List<Placed> placed = new ArrayList<>();
        for (Member member : members) {
            placed.add(new Placed(member, angles[around.indexOf(member)]));
        }
        return placed;
    }

    /** By how many degrees pictures in a direction are to be apart so that they do not overlap. */
    private static double leastApart(double angle) {
        double across = Math.abs(Math.cos(Math.toRadians(angle)));
        double down = Math.abs(Math.sin(Math.toRadians(angle)));
        return 2 * Math.toDegrees(Math.asin(Math.min(ACROSS / across, DOWN / down) / 2 / PICTURES));
    }

    private static double x(double angle, double radius) {
        return MIDDLE - radius * Math.sin(Math.toRadians(angle));
    }

    private static double y(double angle, double radius) {
        return MIDDLE - radius * Math.cos(Math.toRadians(angle));
    }

    /** From steps and answers to places. An open curve leaves one direction free. */
    private record Plot(int steps, boolean cyclic, double highest) {

        double angle(int step) {
            return 360.0 * step / (cyclic ? steps : steps + 1);
        }

        /** What is below the usual is in the middle. */
        double radius(double share) {
            return INNER + Math.max(0, Math.min(1, share / highest)) * (OUTER - INNER);
        }

        String curve(List<Double> shares) {
            StringBuilder path = new StringBuilder();
            for (int step = 0; step < steps; step++) {
                double radius = radius(shares.get(step));
                path.append(step == 0 ? 'M' : 'L')
                        .append(Figures.coordinate(x(angle(step), radius)))
                        .append(' ')
                        .append(Figures.coordinate(y(angle(step), radius)));
            }
            return cyclic ? path.append('Z').toString() : path.toString();
        }
    }
}
