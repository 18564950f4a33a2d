package io.github.featviz.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The filters of a layer that answer to changed copies of a filter's picture.
 *
 * @param of the filter
 * @param curves how the whole layer answers to its picture
 * @param members the filter itself, then the others from the strongest to the weakest
 */
public record Family(int of, TuningCurves curves, List<Member> members) {

    /** Of what a filter answers to its own picture, it has to answer so much to a copy of another's. */
    private static final double LEAST = 0.5;

    /** Keeps a copy of the list. */
    public Family {
        members = List.copyOf(members);
    }

    /**
     * A filter that answers to changed copies of the picture. Shares are of how much more strongly the answering filter
     * answers to its own picture, as it is, than to none; 1 means as strongly as to that.
     *
     * @param filter its number
     * @param step index of the step at which it answers most strongly
     * @param share its answer there
     * @param back the largest answer of the family's filter to changed copies of this filter's picture
     * @param curve its answers at all steps
     */
    public record Member(int filter, int step, double share, double back, List<Double> curve) {

        /** Keeps a copy of the list. */
        public Member {
            curve = List.copyOf(curve);
        }

        /**
         * Whether the family's filter answers to this one's picture too, as it has to if they are copies of each other. A filter that
         * answers more strongly to the copy than to its own picture has a weak picture, and what is answered to that counts as much more.
         */
        public boolean mutual() {
            return back * Math.max(1, share) >= LEAST;
        }
    }

    /**
     * A filter's family.
     *
     * @param of the filter
     * @param unchanged index of the step that leaves pictures as they are
     * @param curves how the layer answers to the picture of each filter that was tried, and of {@code of} itself
     */
    public static Family of(int of, int unchanged, Map<Integer, TuningCurves> curves) {
        TuningCurves own = curves.get(of);
        if (own == null) {
            throw new IllegalArgumentException("how the layer answers to the picture of " + of + " was not measured");
        }
        List<Member> others = new ArrayList<>();
        curves.forEach((filter, theirs) -> {
            double reach = theirs.rise(filter, unchanged);
            double ownReach = own.rise(of, unchanged);
            double back = theirs.rise(of) / ownReach;
            if (filter != of && reach > 0 && ownReach > 0 && own.rise(filter) * Math.max(1, back) >= LEAST * reach) {
                others.add(member(filter, own, reach, back));
            }
        });
        others.sort(Comparator.comparingDouble(Member::share).reversed().thenComparing(Member::filter));
        double reach = own.rise(of, unchanged);
        others.add(0, member(of, own, reach > 0 ? reach : 1, 1));
        return new Family(of, own, others);
    }

    private static Member member(int filter, TuningCurves curves, double reach, double back) {
        List<Double> curve = new ArrayList<>();
        for (int step = 0; step < curves.steps().size(); step++) {
            curve.add(curves.rise(filter, step) / reach);
        }
        return new Member(filter, curves.peak(filter), curves.rise(filter) / reach, back, curve);
    }
}
