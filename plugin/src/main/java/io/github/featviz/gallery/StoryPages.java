package io.github.featviz.gallery;

import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.NetworkCard;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Page.Comparison;
import io.github.featviz.gallery.Page.Fact;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.spec.RecipeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first page: the user's specs as an illustrated story. */
final class StoryPages {

    /** Up to so many filters of a hypothesis stand large beside the photograph; more become a grid. */
    private static final int FEW = 2;

    /** Of the filters that differ from another network's so many are listed; the file has all. */
    private static final int MOST_CHANGED = 12;

    private final Catalogue catalogue;
    private final Exhibition exhibition;
    private final Pieces pieces;
    private final Heads heads;
    private final Words words;
    private final FamilyPieces families;
    private final Markdown markdown = new Markdown();

    StoryPages(Catalogue catalogue, Pieces pieces, Heads heads, Words words) {
        this.catalogue = catalogue;
        this.exhibition = catalogue.exhibition();
        this.pieces = pieces;
        this.heads = heads;
        this.words = words;
        this.families = new FamilyPieces(catalogue, pieces, words);
    }

    Page.Index index() {
        List<Page.Section> sections = new ArrayList<>();
        for (int index = 0; index < exhibition.sections().size(); index++) {
            sections.add(section(exhibition.sections().get(index), index));
        }
        return new Page.Index(
                heads.index(),
                markdown.html(exhibition.text()),
                notice(),
                facts(),
                StripDrawing.of(exhibition.network().description(), catalogue.layers(), words),
                List.copyOf(sections));
    }

    private @Nullable String notice() {
        List<Exhibition.Plate> plates = exhibition.units().stream()
                .flatMap(unit -> unit.plates().stream())
                .toList();
        long rough = plates.stream().filter(Exhibition.Plate::rough).count();
        return rough == 0
                ? null
                : words.count(
                        "index.rough",
                        rough,
                        words.figures().count(rough),
                        words.figures().count(plates.size()));
    }

    /** Name of a section within the index. */
    static String anchor(int section) {
        return "section-" + (section + 1);
    }

    private List<Fact> facts() {
        NetworkCard network = exhibition.network();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.say("fact.network"), network.description().name()));
        facts.add(new Fact(
                words.say("fact.parameters"),
                words.figures().large(network.description().parameters())));
        facts.add(new Fact(words.say("fact.input"), input(network.input(), words)));
        facts.add(new Fact(words.say("fact.filters-shown"), shown()));
        String hypotheses = hypotheses();
        if (hypotheses != null) {
            facts.add(new Fact(words.say("fact.hypotheses"), hypotheses));
        }
        return List.copyOf(facts);
    }

    static String input(InputFormat input, Words words) {
        String size = "%1$s × %1$s".formatted(input.size());
        return input.channels() == 3
                ? words.say("fact.input-colour", size)
                : input.channels() == 1
                        ? words.say("fact.input-grey", size)
                        : words.say("fact.input-channels", size, input.channels());
    }

    private String shown() {
        long all = exhibition.network().description().layers().stream()
                .filter(layer -> catalogue.layers().contains(layer.name()))
                .mapToLong(Layer::filters)
                .sum();
        String text = words.figures().count(exhibition.units().size());
        return all == 0 ? text : words.say("fact.of", text, words.figures().count(all));
    }

    private @Nullable String hypotheses() {
        List<Verdict> verdicts = exhibition.sections().stream()
                .map(Section::hypothesis)
                .flatMap(hypothesis -> hypothesis == null ? Stream.<Verdict>empty() : hypothesis.verdicts().stream())
                .toList();
        long confirmed = verdicts.stream().filter(Verdict::confirmed).count();
        return verdicts.isEmpty() ? null : words.say("fact.verdicts", confirmed, verdicts.size() - confirmed);
    }

    private Page.Section section(Section section, int index) {
        boolean compared = !section.compare().isEmpty() || !section.rivals().isEmpty();
        List<Integer> pictured = pictured(section, compared);
        boolean large = section.hypothesis() != null && pictured.size() <= FEW;
        List<Page.Family> relations = families.of(section, anchor(index));
        List<Page.Tile> tiles = large ? List.of() : tiles(section, pictured);
        return new Page.Section(
                anchor(index),
                section.title(),
                markdown.html(section.text()),
                catalogue.layerLink(section.layer().name()),
                caption(section),
                tiles,
                hypothesis(section, index, large ? pictured : List.of()),
                compared ? comparisons(section) : List.of(),
                excerpts(section),
                relations,
                changes(section, anchor(index)));
    }

    /** The filters with a tile of their own: all that the section is about, but for those that it compares. */
    private static List<Integer> pictured(Section section, boolean compared) {
        return section.shown().stream()
                .filter(filter -> !compared || !section.filters().contains(filter))
                .toList();
    }

    private Page.@Nullable Looked excerpts(Section section) {
        Exhibition.Photographs photographs = section.photographs();
        if (photographs == null) {
            return null;
        }
        List<Page.ExcerptRow> rows = new ArrayList<>();
        for (int filter : section.filters()) {
            Unit unit = catalogue.unit(new UnitId(section.layer().name(), filter));
            if (unit != null && !unit.excerpts().isEmpty()) {
                rows.add(pieces.excerpts(unit, photographs));
            }
        }
        return new Page.Looked(pieces.looked(photographs), List.copyOf(rows));
    }

    private List<Page.Tile> tiles(Section section, List<Integer> filters) {
        return pieces.tiles(section.layer().name(), filters, section);
    }

    private String caption(Section section) {
        return words.count(
                "index.caption",
                section.layer().filters(),
                words.figures().count(section.shown().size()),
                words.figures().count(section.layer().filters()),
                RecipeWords.ofAll(section.recipe(), words));
    }

    private Page.@Nullable Hypothesis hypothesis(Section section, int index, List<Integer> large) {
        Exhibition.Hypothesis hypothesis = section.hypothesis();
        if (hypothesis == null) {
            return null;
        }
        Probe probe = catalogue.probe(hypothesis.probeId());
        List<UnitId> expected =
                catalogue.judged(section).keySet().stream().limit(FEW).toList();
        return new Page.Hypothesis(
                tiles(section, large),
                pieces.card(probe),
                pieces.lit(probe, expected, section.layer().name()),
                pieces.charted(anchor(index), probe, hypothesis),
                tiles(section, section.followed()));
    }

    private List<Comparison> comparisons(Section section) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int filter : section.filters()) {
            Unit unit = catalogue.unit(new UnitId(section.layer().name(), filter));
            if (unit != null) {
                comparisons.add(new Comparison(
                        filter,
                        Addresses.unit(unit.id()),
                        section.rivals().isEmpty() ? plates(unit, section, section.compare()) : plates(unit, section)));
            }
        }
        return List.copyOf(comparisons);
    }

    /** The other networks' pictures, and the gallery's own last, as what came of it. */
    private List<Page.Plate> plates(Unit unit, Section section) {
        List<Page.Plate> plates = new ArrayList<>();
        section.rivals().forEach(rival -> plates.add(pieces.plate(rival, unit.id())));
        Page.Plate own = plates(unit, section, List.of(section.recipe())).get(0);
        plates.add(new Page.Plate(words.say("rival.own"), own.image(), own.failure(), own.strength(), own.caption()));
        return List.copyOf(plates);
    }

    private List<Page.Changes> changes(Section section, String anchor) {
        return section.rivals().stream()
                .filter(rival -> !rival.changes().isEmpty())
                .map(rival -> new Page.Changes(
                        words.say("rival.title", rival.name()),
                        rival.changes().stream()
                                .limit(MOST_CHANGED)
                                .map(change -> new Page.Changed(
                                        change.filter(),
                                        catalogue.unitPage(
                                                new UnitId(section.layer().name(), change.filter())),
                                        words.figures()
                                                .correlation(change.correlation())
                                                .replace('-', '−')))
                                .toList(),
                        Addresses.changes(anchor, rival.name())))
                .toList();
    }

    private List<Page.Plate> plates(Unit unit, Section section, List<RecipeSpec> recipes) {
        return recipes.stream()
                .map(recipe -> {
                    int index = pieces.plateOf(unit, section, recipe);
                    return index >= 0
                            ? pieces.plate(unit, index)
                            : new Page.Plate(RecipeWords.ofAll(recipe, words), null, words.say("plate.none"), null, "");
                })
                .toList();
    }
}
