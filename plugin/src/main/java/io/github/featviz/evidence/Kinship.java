package io.github.featviz.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which filters of a layer answer alike: Pearson's correlation of their answers over many images, taken in one image after the other, so
 * that memory does not grow with their number.
 */
public final class Kinship {

    /** Fewer images than this say little: of a hundred unrelated filters, some would be alike by chance. */
    public static final int LEAST_IMAGES = 30;

    private static final double FLAT = 1e-12;

    private final int[] filters;
    private final double[][] products;
    private double[] first = {};
    private double[] sums = {};
    private double[] squares = {};
    private int images;

    /** @param filters those whose kin will be asked for */
    public Kinship(List<Integer> filters) {
        this.filters = filters.stream().mapToInt(Integer::intValue).toArray();
        this.products = new double[this.filters.length][];
    }

    /**
     * Another filter that answers alike, or the contrary.
     *
     * @param filter its number
     * @param correlation from −1 to 1
     */
    public record Kin(int filter, double correlation) {}

    /**
     * All of a filter's kin.
     *
     * @param images how many images the correlations are over
     * @param kin every other filter of the layer that varies, the most alike first
     */
    public record Kindred(int images, List<Kin> kin) {

        /** Keeps a copy of the list. */
        public Kindred {
            kin = List.copyOf(kin);
        }
    }

    /** Takes in what an image does to every filter of the layer; one with an answer that is not finite is passed over. */
    public void add(double[] answers) {
        if (!Arrays.stream(answers).allMatch(Double::isFinite)) {
            return;
        }
        if (images == 0) {
            begin(answers);
        }
        images++;
        for (int f = 0; f < answers.length; f++) {
            double value = answers[f] - first[f];
            sums[f] += value;
            squares[f] += value * value;
        }
        for (int i = 0; i < filters.length; i++) {
            double own = answers[filters[i]] - first[filters[i]];
            for (int f = 0; f < answers.length; f++) {
                products[i][f] += own * (answers[f] - first[f]);
            }
        }
    }

    /** Everything counts from the first image's answers, so that values that are large beside their spread lose no digits. */
    private void begin(double[] answers) {
        first = answers.clone();
        sums = new double[answers.length];
        squares = new double[answers.length];
        for (int i = 0; i < filters.length; i++) {
            products[i] = new double[answers.length];
        }
    }

    /** By filter, its kin; nothing for a filter that does not vary, or below {@value #LEAST_IMAGES} images. */
    public Map<Integer, Kindred> kindred() {
        Map<Integer, Kindred> all = new LinkedHashMap<>();
        for (int i = 0; images >= LEAST_IMAGES && i < filters.length; i++) {
            if (varies(filters[i])) {
                all.put(filters[i], new Kindred(images, kin(i)));
            }
        }
        return all;
    }

    private List<Kin> kin(int index) {
        int own = filters[index];
        return IntStream.range(0, sums.length)
                .filter(other -> other != own && varies(other))
                .mapToObj(other -> new Kin(other, correlation(index, other)))
                .sorted(Comparator.comparingDouble(Kin::correlation).reversed().thenComparingInt(Kin::filter))
                .toList();
    }

    private double correlation(int index, int other) {
        int own = filters[index];
        double together = products[index][other] - sums[own] * sums[other] / images;
        return Math.max(-1, Math.min(1, together / Math.sqrt(variation(own) * variation(other))));
    }

    private boolean varies(int filter) {
        return variation(filter) > FLAT * squares[filter] && variation(filter) > 0;
    }

    private double variation(int filter) {
        return squares[filter] - sums[filter] * sums[filter] / images;
    }
}
