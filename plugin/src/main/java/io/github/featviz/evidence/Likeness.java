package io.github.featviz.evidence;

import java.util.List;

/** How alike two pictures are to the network. */
public final class Likeness {

    private Likeness() {}

    /**
     * The cosine of what two pictures do to all filters of a layer, each filter measured from its usual activation in its deviations.
     * Measured so, two pictures that have nothing in common come out near 0; plain activations would be alike for any two pictures, since
     * some filters are always busy.
     *
     * @return 1: the network takes them for the same; 0: for unrelated; −1: for contraries
     */
    public static double of(List<Double> one, List<Double> other, Baseline usual) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int f = 0; f < usual.filters(); f++) {
            double a = usual.sigma(f, one.get(f));
            double b = usual.sigma(f, other.get(f));
            product += a * b;
            ones += a * a;
            others += b * b;
        }
        return ones == 0 || others == 0 ? 0 : Math.max(-1, Math.min(1, product / Math.sqrt(ones * others)));
    }
}
