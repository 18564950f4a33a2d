package io.github.featviz.gallery;

import io.github.featviz.evidence.Strength;
import io.github.featviz.gallery.Page.Fact;
import io.github.featviz.gallery.Page.Strong;
import io.github.featviz.spec.ObjectiveSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The strength check in words and numbers. */
final class StrengthWords {

    private StrengthWords() {}

    static Strong of(Strength strength, ObjectiveSpec objective, Words words) {
        return new Strong(
                badge(strength),
                words.figures().count(strength.rank()),
                words.figures().count(strength.of()),
                sentence(strength, objective, words),
                facts(strength, objective, words));
    }

    static String badge(Strength strength) {
        return strength.badge().name().toLowerCase(Locale.ROOT);
    }

    /** The strength in a few characters, for a tile. */
    static String note(Strength strength, ObjectiveSpec objective, Words words) {
        Double times = isNegative(objective) ? null : strength.timesBestProbe();
        return times != null
                ? words.figures().times(times)
                : words.say("strength.note", words.figures().count(strength.rank()));
    }

    private static boolean isNegative(ObjectiveSpec objective) {
        return objective.equals(ObjectiveSpec.NEGATIVE);
    }

    private static String sentence(Strength strength, ObjectiveSpec objective, Words words) {
        String end = isNegative(objective) ? "-last" : "";
        String rank = strength.rank() == 1
                ? words.say("strength.first" + end, words.figures().count(strength.of()))
                : words.say(
                        "strength.rank" + end,
                        words.figures().count(strength.rank()),
                        words.figures().count(strength.of()));
        String level = words.figures().sigma(Math.abs(strength.sigma()));
        boolean below = strength.sigma() < 0 != isNegative(objective);
        String above = words.say(below ? "strength.below" : "strength.above", level);
        Double times = strength.timesBestProbe();
        return switch (objective.kind()) {
            case CHANNEL ->
                times == null
                        ? words.say("strength.sentence", rank, above)
                        : words.say(
                                "strength.sentence-times",
                                rank,
                                above,
                                words.figures().times(times));
            case NEGATIVE -> words.say("strength.sentence-negative", rank, above);
            case NEURON -> words.say("strength.sentence-neuron", rank, above);
            case DIRECTION -> words.say("strength.sentence-direction", rank, above);
        };
    }

    /** A filter's activation is what it is, also where it was to become small. */
    private static List<Fact> facts(Strength strength, ObjectiveSpec objective, Words words) {
        double sign = isNegative(objective) ? -1 : 1;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                words.say("fact.mean-activation-reached" + (objective.equals(ObjectiveSpec.NEURON) ? "-neuron" : "")),
                words.figures().significant(sign * strength.reached())));
        facts.add(new Fact(
                words.say("fact.above-its-usual-level"), words.figures().sigma(sign * strength.sigma())));
        Double probe = strength.bestProbe();
        if (probe != null) {
            facts.add(new Fact(
                    words.say("fact.best-photograph" + (isNegative(objective) ? "-negative" : "")),
                    withMultiple(sign * probe, strength.timesBestProbe(), words)));
        }
        facts.add(
                new Fact(words.say("fact.noise"), withMultiple(sign * strength.noise(), strength.timesNoise(), words)));
        return facts;
    }

    private static String withMultiple(double value, @Nullable Double times, Words words) {
        String plain = words.figures().significant(value);
        return times == null
                ? plain
                : words.say("strength.multiple", plain, words.figures().times(times));
    }
}
