package io.github.featviz.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a misspelt one may have meant, by edit distance. */
public final class Nearest {
    private static final int LONGEST = 200;

    private Nearest() {}

    /**
     * The known names nearest to a wrong one, nearest first.
     *
     * @param wrong what was written
     * @param known what could have been written
     * @param atMost how many to give
     * @return names at an edit distance of at most 2 or a third of the longer name, whatever is more; none for absurdly long input
     */
    public static List<String> to(String wrong, Collection<String> known, int atMost) {
        if (wrong.length() > LONGEST) {
            return List.of();
        }
        return known.stream()
                .distinct()
                .filter(name -> name.length() <= LONGEST)
                .map(name -> new Candidate(name, distance(wrong, name)))
                .filter(candidate -> candidate.distance() <= tolerated(wrong, candidate.name()))
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(atMost)
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int distance) {}

    private static int tolerated(String wrong, String name) {
        int longer = Math.max(wrong.length(), name.length());
        return Math.min(longer - 1, Math.max(2, longer / 3));
    }

    /** Edit distance with swapped neighbours as one edit; letter case does not count. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
