package io.github.featviz.gallery;

import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Levels;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Page.Effect;
import io.github.featviz.gallery.Page.Level;
import io.github.featviz.gallery.Page.Tile;
import io.github.featviz.result.ClassEffects;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of a filter beside its pictures: its levels, the filters like it, the classes it speaks for. */
final class FindingPieces {

    private static final int MOST_ALIKE = 6;
    private static final int NEAREST = 5;
    private static final int CLASSES = 5;

    /** Less alike than this is hardly alike. */
    private static final double ALIKE = 0.3;

    /** Scores that change less than this do not change: it is the noise of single precision. */
    private static final double SILENT = 1e-5;

    private final Catalogue catalogue;
    private final Pieces pieces;
    private final Words words;

    FindingPieces(Catalogue catalogue, Pieces pieces, Words words) {
        this.catalogue = catalogue;
        this.pieces = pieces;
        this.words = words;
    }

    Page.Findings of(Unit unit) {
        return new Page.Findings(levels(unit), alike(unit), classes(unit), seeds(unit));
    }

    private @Nullable String seeds(Unit unit) {
        Exhibition.Seeds seeds = unit.findings().seeds();
        if (seeds == null) {
            return null;
        }
        boolean diverse = unit.plates().get(0).recipe().diversity() > 1;
        String alike = words.say(diverse ? "unit.seeds-diverse" : "unit.seeds-chance")
                + " "
                + words.say(
                        "unit.seeds-alike",
                        words.figures().count(seeds.pictures()),
                        words.figures().correlation(seeds.alike()));
        Double others = seeds.others();
        return others == null
                ? alike
                : alike + " " + words.say("unit.seeds-others", words.figures().correlation(others));
    }

    private Page.@Nullable Levels levels(Unit unit) {
        List<Levels> levels = unit.findings().levels();
        if (levels.isEmpty()) {
            return null;
        }
        List<Level> rows = levels.stream()
                .map(level -> new Level(
                        level.layer(),
                        words.figures().significant(level.mean()),
                        words.figures().significant(level.deviation()),
                        words.figures().percent(level.active())))
                .toList();
        String caption = words.say(
                onImages("unit.levels-caption"),
                words.figures().count(levels.get(0).images()));
        return new Page.Levels(rows.size() < 2 ? caption : caption + " " + words.say("unit.levels-behind"), rows);
    }

    private Page.@Nullable Alike alike(Unit unit) {
        Exhibition.Kin kin = unit.findings().kin();
        if (kin == null) {
            return null;
        }
        List<Kinship.Kin> all = kin.kindred().kin();
        List<Tile> tiles = all.stream()
                .takeWhile(other -> other.correlation() >= ALIKE)
                .filter(other -> catalogue.unit(idOf(unit, other)) != null)
                .limit(MOST_ALIKE)
                .map(other -> pieces.tile(idOf(unit, other), null).noted(correlation(other)))
                .toList();
        return new Page.Alike(
                tiles,
                over(kin) + (all.isEmpty() ? "" : " " + nearest(all)),
                Addresses.unitFile(unit.id(), Attachments.ALIKE));
    }

    private static UnitId idOf(Unit unit, Kinship.Kin other) {
        return new UnitId(unit.id().layer(), other.filter());
    }

    private String over(Exhibition.Kin kin) {
        String images = words.figures().count(kin.kindred().images());
        String from = kin.from();
        return from == null
                ? words.say(onImages("unit.alike-over"), images)
                : words.say("unit.alike-over-from", images, from);
    }

    /** The text about what was measured on the gallery's photographs and the reference images, or on these alone. */
    private String onImages(String key) {
        return catalogue.exhibition().probes().isEmpty() ? key + "-made" : key;
    }

    private String nearest(List<Kinship.Kin> all) {
        return words.say(
                "unit.alike-nearest",
                words.figures().count(all.size() + 1),
                all.stream()
                        .limit(NEAREST)
                        .map(other -> other.filter() + " (" + correlation(other) + ")")
                        .collect(Collectors.joining(", ")));
    }

    private String correlation(Kinship.Kin kin) {
        return words.figures().correlation(kin.correlation());
    }

    /** The classes that a filter speaks for and against; null where that was not measured or is nothing. */
    Page.@Nullable Classes classes(Unit unit) {
        ClassEffects effects = unit.findings().effects();
        List<String> names = catalogue.exhibition().network().classes();
        if (effects == null || effects.effects().isEmpty() || effects.effects().size() > names.size()) {
            return null;
        }
        double largest = effects.effects().stream().mapToDouble(Math::abs).max().orElse(0);
        if (!(largest > SILENT)) {
            return null;
        }
        List<Integer> falling = falling(effects);
        Function<Integer, Effect> effect = index -> new Effect(
                names.get(index),
                words.figures().change(effects.effects().get(index)),
                Math.abs(effects.effects().get(index)) / largest);
        return new Page.Classes(
                falling.stream()
                        .limit(CLASSES)
                        .filter(index -> effects.effects().get(index) > 0)
                        .map(effect)
                        .toList(),
                IntStream.rangeClosed(1, Math.min(CLASSES, falling.size()))
                        .map(place -> falling.get(falling.size() - place))
                        .filter(index -> effects.effects().get(index) < 0)
                        .boxed()
                        .map(effect)
                        .toList(),
                words.count(
                        withOwnPicture(unit) ? "unit.classes-caption" : "unit.classes-photographs",
                        effects.images(),
                        words.figures().significant(effects.deviation()),
                        words.figures().count(effects.images())),
                Addresses.unitFile(unit.id(), Attachments.CLASSES));
    }

    /** Whether the effect was measured on the filter's picture too: one that failed, or stands in for one that was not made, is none. */
    private static boolean withOwnPicture(Unit unit) {
        return !unit.plates().isEmpty()
                && unit.plates().get(0).made() != null
                && !unit.plates().get(0).rough();
    }

    /** The classes, the most supported first. */
    static List<Integer> falling(ClassEffects effects) {
        return IntStream.range(0, effects.effects().size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer index) -> effects.effects().get(index))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
