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

    static Strong of(Strength strength, Words words) {
        return new Strong(
                badge(strength),
                words.figures().count(strength.rank()),
                words.figures().count(strength.of()),
                sentence(strength, words),
                facts(strength, words));
    }

    static String badge(Strength strength) {
        return strength.badge().name().toLowerCase(Locale.ROOT);
    }

    /** The strength in a few characters, for a tile. */
    static String note(Strength strength, Words words) {
        Double times = strength.timesBestProbe();
        return times != null
                ? words.figures().times(times)
                : words.say("strength.note", words.figures().count(strength.rank()));
    }

    private static String sentence(Strength strength, Words words) {
        String rank = strength.rank() == 1
                ? words.say("strength.first", words.figures().count(strength.of()))
                : words.say(
                        "strength.rank",
                        words.figures().count(strength.rank()),
                        words.figures().count(strength.of()));
        String level = words.figures().sigma(Math.abs(strength.sigma()));
        String above = words.say(strength.sigma() < 0 ? "strength.below" : "strength.above", level);
        Double times = strength.timesBestProbe();
        return times == null
                ? words.say("strength.sentence", rank, above)
                : words.say(
                        "strength.sentence-times", rank, above, words.figures().times(times));
    }

    private static List<Fact> facts(Strength strength, Words words) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                words.say("fact.mean-activation-reached"), words.figures().significant(strength.reached())));
        facts.add(new Fact(
                words.say("fact.above-its-usual-level"), words.figures().sigma(strength.sigma())));
        Double probe = strength.bestProbe();
        if (probe != null) {
            facts.add(
                    new Fact(words.say("fact.best-photograph"), withMultiple(probe, strength.timesBestProbe(), words)));
        }
        facts.add(new Fact(words.say("fact.noise"), withMultiple(strength.noise(), strength.timesNoise(), words)));
        return facts;
    }

    private static String withMultiple(double value, @Nullable Double times, Words words) {
        String plain = words.figures().significant(value);
        return times == null
                ? plain
                : words.say("strength.multiple", plain, words.figures().times(times));
    }
}
