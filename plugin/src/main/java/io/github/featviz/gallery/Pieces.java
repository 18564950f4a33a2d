package io.github.featviz.gallery;

import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Page.Charted;
import io.github.featviz.gallery.Page.Judged;
import io.github.featviz.gallery.Page.Likely;
import io.github.featviz.gallery.Page.Lit;
import io.github.featviz.gallery.Page.ProbeCard;
import io.github.featviz.gallery.Page.SpikeRow;
import io.github.featviz.gallery.Page.Tile;
import io.github.featviz.gallery.SpikeDrawing.Measure;
import io.github.featviz.result.Classification.Score;
import io.github.featviz.spec.RecipeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What several pages show: tiles, plates, charts, photographs. */
final class Pieces {

    private final Catalogue catalogue;
    private final Words words;

    Pieces(Catalogue catalogue, Words words) {
        this.catalogue = catalogue;
        this.words = words;
    }

    /** A filter's tile with the picture that a section shows, or its main one where no section or none of its is given. */
    Tile tile(UnitId id, @Nullable Section section) {
        Unit unit = catalogue.unit(id);
        if (unit == null || unit.plates().isEmpty()) {
            return new Tile(id.filter(), className(id), null, null, words.say("tile.none"), null, "");
        }
        int index = section == null ? 0 : Math.max(0, plateOf(unit, section, section.recipe()));
        Plate plate = unit.plates().get(index);
        Made made = plate.made();
        return new Tile(
                id.filter(),
                className(id),
                Addresses.unit(id),
                catalogue.picture(id, index),
                plate.failure(),
                made == null ? null : StrengthWords.badge(made.strength()),
                made == null
                        ? ""
                        : StrengthWords.note(made.strength(), plate.recipe().objective(), words));
    }

    private @Nullable String className(UnitId id) {
        return catalogue.exhibition().network().className(id).orElse(null);
    }

    List<Tile> tiles(String layer, List<Integer> filters, @Nullable Section section) {
        return filters.stream()
                .map(filter -> tile(new UnitId(layer, filter), section))
                .toList();
    }

    /** Number of the unit's plate under a recipe in a section's precision, -1: none. */
    int plateOf(Unit unit, Section section, RecipeSpec recipe) {
        for (int index = 0; index < unit.plates().size(); index++) {
            Plate plate = unit.plates().get(index);
            if (plate.recipe().equals(recipe) && plate.precision().equals(section.precision())) {
                return index;
            }
        }
        return -1;
    }

    Page.Plate plate(Unit unit, int index) {
        Plate plate = unit.plates().get(index);
        Made made = plate.made();
        String recipe = recipe(unit, plate);
        if (made == null) {
            return new Page.Plate(recipe, null, plate.failure(), null, "");
        }
        String caption = words.say(
                "plate.caption",
                made.picture().width(),
                made.picture().height(),
                words.figures().significant(made.picture().seconds()));
        return new Page.Plate(
                recipe,
                catalogue.picture(unit.id(), index),
                null,
                StrengthWords.of(made.strength(), plate.recipe().objective(), words),
                plate.rough() ? caption + " · " + words.say("plate.rough") : caption);
    }

    /** How a picture was made; also in what numbers where that tells it from others of its filter. */
    private String recipe(Unit unit, Plate plate) {
        String recipe = RecipeWords.of(plate.madeBy(), words);
        Made made = plate.made();
        boolean oneForAll =
                unit.plates().stream().map(Plate::precision).distinct().count() == 1;
        return made == null || oneForAll
                ? recipe
                : recipe + ", " + made.picture().precision();
    }

    /** A filter's picture of another network, under that network's name. */
    Page.Plate plate(Exhibition.Rival rival, UnitId id) {
        Plate plate = rival.plates().get(id.filter());
        Made made = plate == null ? null : plate.made();
        if (plate == null || made == null) {
            return new Page.Plate(
                    rival.name(), null, plate == null ? words.say("plate.none") : plate.failure(), null, "");
        }
        return new Page.Plate(
                rival.name(),
                catalogue.picture(rival.name(), id, plate),
                null,
                StrengthWords.of(made.strength(), plate.recipe().objective(), words),
                words.say(
                        "plate.caption",
                        made.picture().width(),
                        made.picture().height(),
                        words.figures().significant(made.picture().seconds())));
    }

    ProbeCard card(Probe probe) {
        List<Likely> classes = classes(probe);
        return new ProbeCard(
                probe.title(),
                Addresses.probe(probe.id()),
                catalogue.photograph(probe),
                probe.credit(),
                probe.source(),
                isWebAddress(probe.source()),
                classes.isEmpty()
                        ? null
                        : "%s, %s"
                                .formatted(classes.get(0).name(), classes.get(0).percent()));
    }

    /** The photographs that excite a filter most, of all collections; one that lies in several is shown once. */
    Page.ExcerptRow excerpts(Unit unit) {
        Set<Path> files = new HashSet<>();
        return row(
                unit,
                IntStream.range(0, unit.excerpts().size())
                        .filter(index -> files.add(unit.excerpts().get(index).image())));
    }

    /** Those that a section kept for a filter. */
    Page.ExcerptRow excerpts(Unit unit, Exhibition.Photographs photographs) {
        return row(
                unit,
                IntStream.range(0, unit.excerpts().size())
                        .filter(index -> unit.excerpts().get(index).from().equals(photographs.from()))
                        .limit(photographs.keep()));
    }

    private Page.ExcerptRow row(Unit unit, IntStream indices) {
        return new Page.ExcerptRow(
                unit.id().filter(),
                Addresses.unit(unit.id()),
                indices.mapToObj(index -> excerpt(unit, index)).toList());
    }

    private Page.Excerpt excerpt(Unit unit, int index) {
        Exhibition.Excerpt excerpt = unit.excerpts().get(index);
        Catalogue.Excerpted pictures = catalogue.excerpt(unit.id(), index);
        return new Page.Excerpt(
                excerpt.name(),
                words.figures().significant(excerpt.peak()),
                pictures.part(),
                pictures.lit(),
                excerpt.credit(),
                excerpt.source(),
                isWebAddress(excerpt.source()));
    }

    /** What was looked through, in words. */
    String looked(Exhibition.Photographs photographs) {
        String read = words.figures().count(photographs.read());
        int unreadable = photographs.unreadable().size();
        return unreadable == 0
                ? words.count("excerpts.looked", photographs.read(), read, photographs.from())
                : words.count(
                        "excerpts.looked-but",
                        photographs.read(),
                        read,
                        photographs.from(),
                        words.figures().count(unreadable));
    }

    /** The network's likeliest classes by name; empty where the network names none. */
    List<Likely> classes(Probe probe) {
        List<String> names = catalogue.exhibition().network().classes();
        List<Likely> classes = new ArrayList<>();
        for (Score score : probe.classification().top()) {
            if (score.index() < names.size()) {
                classes.add(new Likely(
                        names.get(score.index()), words.figures().percent(score.probability()), score.probability()));
            }
        }
        return List.copyOf(classes);
    }

    /**
     * The photograph lit by each of these units, where that was measured.
     *
     * @param around the layer that the page is about there anyway; null: none
     */
    List<Lit> lit(Probe probe, Iterable<UnitId> units, @Nullable String around) {
        List<Lit> all = new ArrayList<>();
        for (UnitId unit : units) {
            Image image = catalogue.lit(probe, unit);
            if (image != null) {
                String caption = unit.layer().equals(around)
                        ? words.say("index.lit", unit.filter())
                        : words.say("index.lit-of", unit.filter(), unit.layer());
                all.add(new Lit(unit.filter(), unit.layer(), catalogue.unitPage(unit), image, caption));
            }
        }
        return List.copyOf(all);
    }

    /** The spikes that a section is about; where they are not its filters', the verdicts say whose they are. */
    Charted charted(String id, Probe probe, Hypothesis hypothesis) {
        String sentence = hypothesis.ofItsFilters() ? "verdict" : "verdict.of";
        return charted(id, probe, hypothesis.chart(), hypothesis.verdicts(), sentence);
    }

    /** A layer's spikes on a photograph, with verdicts about them. */
    Charted charted(String id, Probe probe, SpikeChart chart, Collection<Verdict> verdicts) {
        return charted(id, probe, chart, verdicts, "verdict");
    }

    private Charted charted(String id, Probe probe, SpikeChart chart, Collection<Verdict> verdicts, String sentence) {
        Set<Integer> expected = verdicts.stream().map(Verdict::filter).collect(Collectors.toCollection(TreeSet::new));
        return new Charted(
                catalogue.layerLink(chart.layer()),
                drawing(id, Measure.LINEAR, probe, chart, expected),
                drawing(id, Measure.LOGARITHM, probe, chart, expected),
                drawing(id, Measure.SIGMA, probe, chart, expected),
                spikesFile(probe, chart, ".csv"),
                rows(chart, chart.largestMeans(), expected),
                rows(chart, chart.largestSigmas(), expected),
                verdicts.stream()
                        .map(verdict -> judged(verdict, sentence, chart.layer()))
                        .toList());
    }

    private Judged judged(Verdict verdict, String sentence, String layer) {
        String where = verdict.sigma() < 0 ? "verdict.below" : "verdict.above";
        return new Judged(
                words.say(
                        sentence,
                        verdict.filter(),
                        words.figures().count(verdict.rank()),
                        words.figures().count(verdict.of()),
                        words.figures().sigma(Math.abs(verdict.sigma())),
                        words.say(where),
                        words.say(verdict.confirmed() ? "find.confirmed" : "find.refuted"),
                        layer),
                verdict.confirmed());
    }

    /** All verdicts about a layer's spikes on a photograph, each filter once. */
    Collection<Verdict> verdicts(Probe probe, SpikeChart chart) {
        Map<Integer, Verdict> verdicts = new LinkedHashMap<>();
        for (Hypothesis hypothesis : catalogue.hypotheses(probe.id(), chart.layer())) {
            hypothesis.verdicts().forEach(verdict -> verdicts.putIfAbsent(verdict.filter(), verdict));
        }
        return verdicts.values();
    }

    /** A file with a layer's spikes on a photograph. */
    static String spikesFile(Probe probe, SpikeChart chart, String ending) {
        return Addresses.probeFile(probe.id(), "spikes-" + Addresses.segment(chart.layer()) + ending);
    }

    private SpikeDrawing drawing(String id, Measure measure, Probe probe, SpikeChart chart, Set<Integer> expected) {
        String name = measure.name().toLowerCase(Locale.ROOT);
        List<Double> values = measure == Measure.SIGMA ? chart.sigmas() : chart.means();
        return SpikeDrawing.of(new SpikeDrawing.Subject(
                id + "-" + name,
                spikesFile(probe, chart, "-" + name),
                words.count(
                        "chart.title." + name,
                        values.size(),
                        words.figures().count(values.size()),
                        chart.layer(),
                        probe.title()),
                measure,
                values,
                measure == Measure.SIGMA ? chart.largestSigmas() : chart.largestMeans(),
                expected,
                filter -> catalogue.unitPage(catalogue.chartedUnit(chart.layer(), filter)),
                filter -> value(chart, filter),
                words));
    }

    private String value(SpikeChart chart, int filter) {
        String mean = words.figures().significant(chart.means().get(filter));
        return filter < chart.sigmas().size()
                ? words.say(
                        "chart.value",
                        mean,
                        words.figures().sigma(chart.sigmas().get(filter)))
                : words.say("chart.mean", mean);
    }

    private List<SpikeRow> rows(SpikeChart chart, List<Spike> spikes, Set<Integer> expected) {
        return spikes.stream()
                .map(spike -> {
                    UnitId unit = catalogue.chartedUnit(chart.layer(), spike.filter());
                    return new SpikeRow(
                            spike.filter(),
                            catalogue.unitPage(unit),
                            words.figures().significant(spike.mean()),
                            words.figures().sigma(spike.sigma()),
                            expected.contains(spike.filter()),
                            catalogue.picture(unit, 0));
                })
                .toList();
    }

    /** Units by layer and number, whatever order they came in. */
    static Collection<UnitId> inOrder(Collection<UnitId> units) {
        Set<UnitId> ordered = new TreeSet<>(Comparator.comparing(UnitId::layer).thenComparingInt(UnitId::filter));
        ordered.addAll(units);
        return ordered;
    }

    static boolean isWebAddress(@Nullable String source) {
        return source != null && source.matches("(?i)https?://[^\\s\"<>\\\\^`{|}]+");
    }
}
