package io.github.featviz.gallery;

import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.Family.Member;
import io.github.featviz.gallery.Exhibition.Relations;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.spec.FamiliesSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Families of filters as sections show them. */
final class FamilyPieces {

    private final Catalogue catalogue;
    private final Pieces pieces;
    private final Words words;

    FamilyPieces(Catalogue catalogue, Pieces pieces, Words words) {
        this.catalogue = catalogue;
        this.pieces = pieces;
        this.words = words;
    }

    /** A section's families. */
    List<Page.Family> of(Section section, String anchor) {
        Relations relations = section.relations();
        List<Page.Family> families = new ArrayList<>();
        if (relations != null) {
            for (Family family : relations.families()) {
                families.add(family(section, relations.by(), family, anchor));
            }
        }
        return List.copyOf(families);
    }

    private Page.Family family(Section section, FamiliesSpec.By by, Family family, String anchor) {
        String id = anchor + "-family-" + family.of();
        UnitId unit = unit(section, family.of());
        List<Page.Relative> relatives = family.members().stream()
                .map(member -> relative(section, by, family, member))
                .toList();
        return new Page.Family(
                id,
                words.say("family.title", family.of()),
                catalogue.unitPage(unit),
                drawing(id, section, by, family),
                sentence(family),
                words.say("family.how." + name(by), family.of()),
                words.say("family.step." + name(by)),
                relatives,
                family.members().stream()
                        .map(member -> pieces.tile(unit(section, member.filter()), section))
                        .toList(),
                Addresses.family(id, ".csv"),
                Addresses.family(id, ".json"));
    }

    private FamilyDrawing drawing(String id, Section section, FamiliesSpec.By by, Family family) {
        List<Double> steps = family.curves().steps();
        return FamilyDrawing.of(new FamilyDrawing.Subject(
                id,
                words.say(
                        "family.drawing." + name(by),
                        family.of(),
                        section.layer().name()),
                sentence(family),
                family,
                by.isCyclic(),
                step -> at(by, steps.get(step)),
                filter -> catalogue.unitPage(unit(section, filter)),
                filter -> image(section, filter),
                member -> words.say(
                        "family.note",
                        member.filter(),
                        at(by, steps.get(member.step())),
                        words.figures().percent(member.share())),
                words));
    }

    private @Nullable Image image(Section section, int filter) {
        return pieces.tile(unit(section, filter), section).image();
    }

    private Page.Relative relative(Section section, FamiliesSpec.By by, Family family, Member member) {
        return new Page.Relative(
                member.filter(),
                catalogue.unitPage(unit(section, member.filter())),
                at(by, family.curves().steps().get(member.step())),
                words.figures().percent(member.share()),
                member.filter() == family.of() ? "" : words.figures().percent(Math.max(0, member.back())),
                member.filter() == family.of(),
                member.mutual());
    }

    private String sentence(Family family) {
        List<Member> others = family.members().stream()
                .filter(member -> member.filter() != family.of() && member.mutual())
                .toList();
        String key = others.isEmpty() ? "family.alone" : others.size() == 1 ? "family.pair" : "family.many";
        return words.say(
                key,
                family.of(),
                others.stream().map(member -> Integer.toString(member.filter())).collect(Collectors.joining(", ")),
                others.size());
    }

    /** How far a picture was changed. */
    private String at(FamiliesSpec.By by, double step) {
        if (step == by.unchanged()) {
            return words.say("family.unchanged");
        }
        return by == FamiliesSpec.By.SCALE ? "×" + String.format(Locale.ROOT, "%.2f", step) : Math.round(step) + "°";
    }

    private static String name(FamiliesSpec.By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    private static UnitId unit(Section section, int filter) {
        return new UnitId(section.layer().name(), filter);
    }
}
