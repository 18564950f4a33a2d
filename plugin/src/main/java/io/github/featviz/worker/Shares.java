package io.github.featviz.worker;

import io.github.featviz.plan.Work;
import io.github.featviz.spec.RecipeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Units of work cut into shares that several workers take one by one.
 *
 * <p>How they are cut depends on the units and the number of workers only, never on who is faster: pictures that are drawn side by
 * side are the same ones in each run.
 *
 * @param workers how many workers there is enough work for
 * @param all the shares, in the order in which they are to be taken
 */
record Shares(int workers, List<List<Work>> all) {

    /** Pictures that may be drawn side by side; more gains nothing. */
    private static final int LARGEST = 8;

    /** A worker takes a second or two to start: for that time at least there should be work. */
    private static final int PICTURES_A_WORKER = 3;

    private static final int MEASUREMENTS_A_WORKER = 60;

    /** What belongs together: pictures of one layer and recipe, pictures drawn against each other, units that look at one image, questions about one layer. */
    private record Kind(Object what, String layer) {

        static Kind of(Work work) {
            if (work instanceof Work.Draw draw && draw.recipe().diversity() > 1) {
                return new Kind(List.of(draw.recipe().withMember(0), draw.filter()), draw.layer());
            }
            if (work instanceof Work.Draw draw) {
                return new Kind(draw.recipe(), draw.layer());
            }
            if (work instanceof Work.Respond respond) {
                return new Kind(respond.image(), "");
            }
            if (work instanceof Work.MapFeature map) {
                return new Kind(map.image(), "");
            }
            if (work instanceof Work.Advocate advocate) {
                return new Kind("classes", advocate.layer());
            }
            return new Kind(work, "");
        }

        boolean isOfPictures() {
            return what instanceof RecipeSpec;
        }
    }

    /**
     * Cuts.
     *
     * @param works units of work
     * @param most how many workers there may be
     */
    static Shares of(List<Work> works, int most) {
        Map<Kind, List<Work>> kinds = new LinkedHashMap<>();
        works.forEach(work ->
                kinds.computeIfAbsent(Kind.of(work), kind -> new ArrayList<>()).add(work));
        int workers = Math.max(1, Math.min(most, worth(works)));
        List<List<Work>> all = new ArrayList<>();
        kinds.forEach((kind, alike) -> all.addAll(kind.isOfPictures() ? cut(alike, workers) : List.of(alike)));
        return new Shares(workers, List.copyOf(all));
    }

    /** How many workers have enough to do. */
    private static int worth(List<Work> works) {
        int heavy = (int) works.stream()
                .filter(work -> work instanceof Work.Draw || work instanceof Work.Survey)
                .count();
        List<Work.Rehearse> rehearsals = works.stream()
                .filter(Work.Rehearse.class::isInstance)
                .map(Work.Rehearse.class::cast)
                .toList();
        // Each worker rehearses while the others do, as they will draw: no more of them than will draw.
        int rehearsing = (int)
                rehearsals.stream().mapToInt(Work.Rehearse::worker).distinct().count();
        return rehearsing
                + (heavy + PICTURES_A_WORKER - 1) / PICTURES_A_WORKER
                + (works.size() - heavy - rehearsals.size()) / MEASUREMENTS_A_WORKER;
    }

    /**
     * Seconds until all is done, each share being taken by the worker that is free first.
     *
     * @param each what a unit takes a worker
     */
    double seconds(ToDoubleFunction<? super Work> each) {
        double[] busy = new double[workers];
        for (List<Work> share : all) {
            Arrays.sort(busy);
            busy[0] += share.stream().mapToDouble(each).sum();
        }
        return Arrays.stream(busy).max().orElse(0);
    }

    /** As few shares as can be, a multiple of the number of workers, and all of nearly the same size. */
    private static List<List<Work>> cut(List<Work> pictures, int workers) {
        int rounds = (pictures.size() + LARGEST * workers - 1) / (LARGEST * workers);
        int shares = Math.min(pictures.size(), rounds * workers);
        List<List<Work>> cut = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            cut.add(List.copyOf(pictures.subList(
                    (int) ((long) pictures.size() * i / shares), (int) ((long) pictures.size() * (i + 1) / shares))));
        }
        return cut;
    }
}
