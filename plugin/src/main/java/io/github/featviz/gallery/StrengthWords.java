package io.github.featviz.gallery;

import io.github.featviz.evidence.Strength;
import io.github.featviz.gallery.Page.Fact;
import io.github.featviz.gallery.Page.Strong;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The strength check in words and numbers. */
final class StrengthWords {

    private StrengthWords() {}

    static Strong of(Strength strength) {
        return new Strong(
                badge(strength),
                Figures.count(strength.rank()),
                Figures.count(strength.of()),
                sentence(strength),
                facts(strength));
    }

    static String badge(Strength strength) {
        return strength.badge().name().toLowerCase(Locale.ROOT);
    }

    /** The strength in a few characters, for a tile. */
    static String note(Strength strength) {
        Double times = strength.timesBestProbe();
        return times != null ? Figures.times(times) : "rank " + Figures.count(strength.rank());
    }

    private static String sentence(Strength strength) {
        StringBuilder sentence = new StringBuilder("Shown its own picture, the network answers with this filter ");
        sentence.append(
                strength.rank() == 1
                        ? "first of " + Figures.count(strength.of())
                        : "at rank %s of %s".formatted(Figures.count(strength.rank()), Figures.count(strength.of())));
        sentence.append(", %s %s its usual level"
                .formatted(Figures.sigma(Math.abs(strength.sigma())), strength.sigma() < 0 ? "below" : "above"));
        Double times = strength.timesBestProbe();
        if (times != null) {
            sentence.append(", and %s as strongly as to the best photograph".formatted(Figures.times(times)));
        }
        return sentence.append('.').toString();
    }

    private static List<Fact> facts(Strength strength) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Mean activation reached", Figures.significant(strength.reached())));
        facts.add(new Fact("Above its usual level", Figures.sigma(strength.sigma())));
        Double probe = strength.bestProbe();
        if (probe != null) {
            facts.add(new Fact("Best photograph", withMultiple(probe, strength.timesBestProbe())));
        }
        facts.add(new Fact("Noise", withMultiple(strength.noise(), strength.timesNoise())));
        return facts;
    }

    private static String withMultiple(double value, @Nullable Double times) {
        String words = Figures.significant(value);
        return times == null ? words : "%s, the picture reaches %s".formatted(words, Figures.times(times));
    }
}
