package io.github.featviz.gallery;

import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.NetworkCard;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Page.Charted;
import io.github.featviz.gallery.Page.Fact;
import io.github.featviz.gallery.Page.LayerRow;
import io.github.featviz.gallery.Page.Link;
import io.github.featviz.gallery.Page.Responded;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the story leads to: a page for every filter, photograph and layer, and what is to be said about all. */
final class EvidencePages {

    /** Filters that a photograph's page shows it lit by, besides the expected ones. */
    private static final int MOST_LIT = 8;

    private static final String ARTICLE = "article";

    /** In the order in which they are explained. */
    private static final List<String> RECIPES = List.of("fourier", "maco", "pixels", ARTICLE);

    private final Catalogue catalogue;
    private final Exhibition exhibition;
    private final Pieces pieces;
    private final Heads heads;
    private final Words words;
    private final FindingPieces findings;

    EvidencePages(Catalogue catalogue, Pieces pieces, Heads heads, Words words) {
        this.catalogue = catalogue;
        this.exhibition = catalogue.exhibition();
        this.pieces = pieces;
        this.heads = heads;
        this.words = words;
        this.findings = new FindingPieces(catalogue, pieces, words);
    }

    /** All pages of evidence, in a fixed order. */
    List<Page> all() {
        List<Page> pages = new ArrayList<>();
        exhibition.units().forEach(unit -> pages.add(unit(unit)));
        exhibition.probes().forEach(probe -> pages.add(probe(probe)));
        catalogue.layers().forEach(layer -> pages.add(layer(layer)));
        pages.add(layers());
        pages.add(new Page.Probes(
                heads.probes(), exhibition.probes().stream().map(pieces::card).toList()));
        pages.add(about());
        pages.add(new Page.NotFound(heads.notFound()));
        return pages;
    }

    Page.UnitPage unit(Unit unit) {
        Made made = unit.plates().isEmpty() ? null : unit.plates().get(0).made();
        return new Page.UnitPage(
                heads.unit(unit),
                catalogue.layerLink(unit.id().layer()),
                unit.id().filter(),
                unit.plates().isEmpty()
                        ? new Page.Plate("", null, words.say("tile.none"), null, "")
                        : pieces.plate(unit, 0),
                glimpse(unit.id()),
                made == null ? null : trajectory(unit.plates().get(0).recipe(), made),
                others(unit, true),
                others(unit, false),
                unit.responses().stream()
                        .map(response -> responded(unit.id(), response))
                        .toList(),
                mentions(unit.id()),
                findings.of(unit),
                made == null ? List.of() : provenance(unit, made),
                excerpts(unit),
                command(unit.id()),
                new Page.UnitFiles(
                        Addresses.unitFile(unit.id(), Attachments.UNIT),
                        made == null ? null : Addresses.unitFile(unit.id(), Attachments.TRAJECTORY),
                        Addresses.unitFile(unit.id(), Attachments.RESPONSES)));
    }

    private Page.@Nullable Glimpse glimpse(UnitId unit) {
        Catalogue.Glimpse glimpse = catalogue.glimpse(unit);
        return glimpse == null
                ? null
                : new Page.Glimpse(
                        glimpse.image(),
                        words.say(
                                "unit.glimpse",
                                words.figures().count(glimpse.width()),
                                words.figures().count(glimpse.height())));
    }

    /** The plates behind the main one: those that differ from it in nothing but the seed, or those that do otherwise. */
    private List<Page.Plate> others(Unit unit, boolean twins) {
        return IntStream.range(1, unit.plates().size())
                .filter(index -> twins == isTwin(unit, index) && !isRepeated(unit, index))
                .mapToObj(index -> other(unit, index, twins))
                .toList();
    }

    /** A plate under the name that tells it from those beside it. */
    private Page.Plate other(Unit unit, int index, boolean twin) {
        Page.Plate plate = pieces.plate(unit, index);
        String chance = chance(unit.plates().get(index).recipe());
        if (twin) {
            return plate.named(chance);
        }
        return isAnyBefore(unit, index, Exhibition.Plate::isTwinOf)
                ? plate.named(plate.recipe() + ", " + chance)
                : plate;
    }

    /** Whether the same picture stands before it, which was asked for in other words. */
    private static boolean isRepeated(Unit unit, int index) {
        return isAnyBefore(unit, index, Exhibition.Plate::isMadeLike);
    }

    private static boolean isAnyBefore(Unit unit, int index, BiPredicate<Exhibition.Plate, Exhibition.Plate> alike) {
        Exhibition.Plate plate = unit.plates().get(index);
        return unit.plates().stream().limit(index).anyMatch(earlier -> alike.test(plate, earlier));
    }

    /** What distinguishes a picture from those that differ in nothing but chance. */
    private String chance(RecipeSpec recipe) {
        return recipe.diversity() > 1
                ? words.say("unit.member", recipe.member() + 1, recipe.diversity())
                : words.say("unit.seed", recipe.seed());
    }

    private static boolean isTwin(Unit unit, int index) {
        return unit.plates().get(index).isTwinOf(unit.plates().get(0));
    }

    private @Nullable TrajectoryDrawing trajectory(RecipeSpec recipe, Made made) {
        boolean ofFilter = recipe.objective().equals(ObjectiveSpec.CHANNEL);
        return TrajectoryDrawing.of(made.picture().trajectory(), ofFilter, words);
    }

    /** What the user types to have this filter made again, and nothing else. */
    private String command(UnitId unit) {
        Map<String, String> parameters = new LinkedHashMap<>(exhibition.given());
        parameters.put("featviz.redo", unit.layer() + ":" + unit.filter());
        return parameters.entrySet().stream()
                .map(parameter -> " -D" + parameter.getKey() + "=" + quoted(parameter.getValue()))
                .collect(Collectors.joining(
                        "",
                        "mvn io.github.featviz:featviz-maven-plugin:%s:generate".formatted(exhibition.version()),
                        ""));
    }

    /** A value as a shell takes it. */
    private static String quoted(String value) {
        return value.matches("[\\w.,:/-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private Page.@Nullable Looked excerpts(Unit unit) {
        if (unit.excerpts().isEmpty()) {
            return null;
        }
        String caption = exhibition.sections().stream()
                .filter(section -> section.layer().name().equals(unit.id().layer())
                        && section.filters().contains(unit.id().filter()))
                .flatMap(section -> Optional.ofNullable(section.photographs()).stream())
                .map(pieces::looked)
                .distinct()
                .collect(Collectors.joining(" "));
        return new Page.Looked(caption, List.of(pieces.excerpts(unit)));
    }

    private Responded responded(UnitId unit, ProbeResponse response) {
        Probe probe = catalogue.probe(response.probeId());
        Image lit = catalogue.lit(probe, unit);
        int chart = chartOf(unit, probe);
        return new Responded(
                probe.title(),
                Addresses.probe(probe.id()) + (chart < 0 ? "" : "#" + chartId(chart) + "-sigma"),
                lit == null ? catalogue.photograph(probe) : lit,
                lit != null,
                words.figures().significant(response.mean()),
                words.figures().sigma(response.sigma()),
                chart < 0 ? null : spike(unit, response, probe.charts().get(chart)));
    }

    /** The first chart of a photograph that has a spike of this unit; −1: none. */
    private int chartOf(UnitId unit, Probe probe) {
        return IntStream.range(0, probe.charts().size())
                .filter(index -> {
                    SpikeChart chart = probe.charts().get(index);
                    return unit.filter() < chart.sigmas().size()
                            && catalogue
                                    .chartedUnit(chart.layer(), unit.filter())
                                    .equals(unit);
                })
                .findFirst()
                .orElse(-1);
    }

    /** Its place among the largest spikes, with its height where the charted layer says otherwise; null where it is none of them. */
    private @Nullable String spike(UnitId unit, ProbeResponse response, SpikeChart chart) {
        double height = chart.sigmas().get(unit.filter());
        if (height <= 0 || chart.largestSigmas().stream().noneMatch(spike -> spike.filter() == unit.filter())) {
            return null;
        }
        String sigma = words.figures().sigma(height);
        return words.say(
                sigma.equals(words.figures().sigma(response.sigma())) ? "unit.spike" : "unit.spike-at",
                words.figures().count(chart.fallingSigmas().indexOf(unit.filter()) + 1),
                words.figures().count(chart.sigmas().size()),
                chart.layer(),
                sigma);
    }

    private static String chartId(int index) {
        return "chart-" + index;
    }

    private List<Link> mentions(UnitId unit) {
        return catalogue.mentions(unit).stream()
                .map(section -> new Link(
                        exhibition.sections().get(section).title(), Addresses.INDEX + "#" + StoryPages.anchor(section)))
                .toList();
    }

    /** Stage after stage; a single number where they are all the same. */
    private static String batches(List<Integer> batches) {
        return batches.stream().distinct().count() == 1
                ? batches.get(0).toString()
                : batches.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private List<Fact> provenance(Unit unit, Made made) {
        RecipeSpec recipe = unit.plates().get(0).madeBy();
        List<Fact> facts = new ArrayList<>(settings(recipe));
        facts.add(new Fact(words.say("fact.objective"), objective(recipe.objective())));
        facts.add(new Fact(
                words.say("fact.seed-that-led-to-it"),
                Long.toString(made.picture().seed())));
        facts.add(new Fact(
                words.say("fact.time"),
                words.figures().significant(made.picture().seconds()) + " s"));
        facts.add(new Fact(words.say("fact.precision"), made.picture().precision()));
        facts.add(new Fact(words.say("fact.layout"), made.picture().layout()));
        facts.add(new Fact(words.say("fact.convolution"), made.picture().convolution()));
        if (!made.picture().batches().isEmpty()) {
            facts.add(new Fact(words.say("fact.batches"), batches(made.picture().batches())));
        }
        if (!made.picture().resampled().isEmpty()) {
            facts.add(new Fact(
                    words.say("fact.resampled"), resampled(made.picture().resampled())));
        }
        facts.add(new Fact(words.say("fact.engine"), made.picture().engine()));
        facts.add(new Fact(words.say("fact.featviz"), exhibition.version()));
        facts.add(new Fact(words.say("fact.network"), exhibition.network().fileName()));
        facts.add(new Fact(words.say("fact.its-sha"), exhibition.network().sha256()));
        return List.copyOf(facts);
    }

    /** At which of its sizes the network saw the picture at its own size instead. */
    private String resampled(List<Integer> sizes) {
        return words.say(
                "fact.resampled-sizes",
                sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                exhibition.network().input().size());
    }

    private List<Fact> settings(RecipeSpec recipe) {
        if (recipe instanceof RecipeSpec.Article article) {
            return List.of(
                    new Fact(words.say("fact.recipe"), ARTICLE),
                    new Fact(words.say("fact.first-size"), article.size() + " px"),
                    new Fact(
                            words.say("fact.enlarged"),
                            words.say("fact.times", article.upscales(), number(article.factor()))),
                    new Fact(words.say("fact.steps-at-each-size"), Integer.toString(article.steps())),
                    new Fact(words.say("fact.learning-rate"), number(article.learningRate())),
                    new Fact(words.say("fact.weight-decay"), number(article.weightDecay())),
                    new Fact(words.say("fact.box-blur"), article.blur() + " px"),
                    new Fact(words.say("fact.seed"), Long.toString(article.seed())));
        }
        RecipeSpec.Fourier fourier = (RecipeSpec.Fourier) recipe;
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact(words.say("fact.recipe"), fourier.medium().word()),
                new Fact(words.say("fact.size"), fourier.size() + " px"),
                new Fact(words.say("fact.steps"), Integer.toString(fourier.steps()))));
        if (fourier.medium() != RecipeSpec.Medium.PIXELS) {
            facts.add(new Fact(words.say("fact.spectrum-falls-with-exponent"), number(fourier.exponent())));
        }
        facts.add(new Fact(words.say("fact.learning-rate"), number(fourier.learningRate())));
        facts.add(new Fact(words.say("fact.random-shift-share-of-the-edge"), number(fourier.shift())));
        facts.add(new Fact(words.say("fact.random-scale"), "±" + number(fourier.scale() * 100) + " %"));
        facts.add(new Fact(words.say("fact.random-rotation"), "±" + number(fourier.rotation()) + "°"));
        if (fourier.alpha()) {
            facts.add(new Fact(words.say("fact.alpha"), words.say("fact.alpha-grey")));
        }
        if (fourier.diversity() > 1) {
            facts.add(new Fact(words.say("fact.diversity"), words.figures().count(fourier.diversity())));
        }
        facts.add(new Fact(words.say("fact.seed"), Long.toString(fourier.seed())));
        return List.copyOf(facts);
    }

    /** In words; a direction as the sum that it is. */
    private String objective(ObjectiveSpec objective) {
        return switch (objective.kind()) {
            case CHANNEL -> words.say("fact.objective-channel");
            case NEGATIVE -> words.say("fact.objective-negative");
            case NEURON -> words.say("fact.objective-neuron");
            case DIRECTION -> words.say("fact.objective-direction", RecipeWords.sum(objective, words));
        };
    }

    private String number(double value) {
        return words.figures().plain(value);
    }

    Page.ProbePage probe(Probe probe) {
        List<Charted> charts = new ArrayList<>();
        for (SpikeChart chart : probe.charts()) {
            charts.add(pieces.charted(chartId(charts.size()), probe, chart, pieces.verdicts(probe, chart)));
        }
        return new Page.ProbePage(
                heads.probe(probe),
                catalogue.photograph(probe),
                probe.credit(),
                probe.source(),
                Pieces.isWebAddress(probe.source()),
                pieces.classes(probe),
                pieces.lit(probe, litBy(probe), null),
                List.copyOf(charts),
                Addresses.probeFile(probe.id(), Attachments.PROBE));
    }

    /** The expected filters, then those of the others that this photograph lies furthest above the usual level of. */
    private Collection<UnitId> litBy(Probe probe) {
        Set<UnitId> units = new LinkedHashSet<>();
        exhibition.sections().forEach(section -> {
            Exhibition.Hypothesis hypothesis = section.hypothesis();
            if (hypothesis != null && hypothesis.probeId().equals(probe.id())) {
                units.addAll(catalogue.judged(section).keySet());
            }
        });
        Pieces.inOrder(catalogue.maps(probe).keySet()).stream()
                .sorted(Comparator.comparingDouble((UnitId unit) -> sigma(unit, probe))
                        .reversed())
                .limit(MOST_LIT)
                .forEach(units::add);
        return units;
    }

    private double sigma(UnitId id, Probe probe) {
        Unit unit = catalogue.unit(id);
        return unit == null
                ? Double.NEGATIVE_INFINITY
                : unit.responses().stream()
                        .filter(response -> response.probeId().equals(probe.id()))
                        .mapToDouble(ProbeResponse::sigma)
                        .findFirst()
                        .orElse(Double.NEGATIVE_INFINITY);
    }

    private Page.LayerPage layer(String name) {
        NetworkDescription network = exhibition.network().description();
        List<Fact> facts = new ArrayList<>();
        List<Integer> filters =
                heads.ofLayer(name).stream().map(unit -> unit.id().filter()).toList();
        network.layer(name).ifPresent(layer -> {
            facts.add(new Fact(words.say("fact.kind"), layer.type()));
            facts.add(new Fact(words.say("fact.output"), shape(layer)));
            facts.add(new Fact(words.say("fact.parameters"), words.figures().large(layer.parameters())));
            facts.add(new Fact(
                    words.say("fact.position"),
                    words.say(
                            "fact.of",
                            network.layers().indexOf(layer) + 1,
                            network.layers().size())));
            facts.add(new Fact(
                    words.say("fact.filters-shown"),
                    words.say(
                            "fact.of",
                            words.figures().count(filters.size()),
                            words.figures().count(layer.filters()))));
        });
        return new Page.LayerPage(
                heads.layer(name),
                List.copyOf(facts),
                StripDrawing.of(network, Collections.singleton(name), words),
                pieces.tiles(name, filters, null),
                words.say(exhibition.probes().isEmpty() ? "layer.tiles-rank" : "layer.tiles"));
    }

    private Page.Layers layers() {
        NetworkDescription network = exhibition.network().description();
        return new Page.Layers(
                heads.layers(),
                StripDrawing.of(network, catalogue.layers(), words),
                network.layers().stream().map(this::row).toList());
    }

    private LayerRow row(Layer layer) {
        boolean shown = catalogue.layers().contains(layer.name());
        return new LayerRow(
                layer.name(),
                shown ? Addresses.layer(layer.name()) : null,
                layer.type(),
                shape(layer),
                layer.filters() == 0 ? "–" : words.figures().count(layer.filters()),
                words.figures().large(layer.parameters()),
                shown ? words.figures().count(heads.ofLayer(layer.name()).size()) : "–");
    }

    /** A shape without the batch: channels × height × width. */
    private String shape(Layer layer) {
        return layer.shape().size() < 2
                ? "–"
                : layer.shape().stream().skip(1).map(words.figures()::count).collect(Collectors.joining(" × "));
    }

    Page.About about() {
        NetworkCard network = exhibition.network();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.say("fact.network"), network.description().name()));
        facts.add(new Fact(words.say("fact.its-file"), network.fileName()));
        facts.add(new Fact(words.say("fact.sha-of-the-file"), network.sha256()));
        facts.add(new Fact(words.say("fact.input"), StoryPages.input(network.input(), words)));
        facts.add(new Fact(
                words.say("fact.mean-subtracted"), numbers(network.input().mean())));
        facts.add(new Fact(words.say("fact.divided-by"), numbers(network.input().std())));
        if (network.input().channels() != 1) {
            facts.add(new Fact(
                    words.say("fact.shown-channels"), network.input().shown().toString()));
        }
        String engine = engine();
        if (engine != null) {
            facts.add(new Fact(words.say("fact.engine"), engine));
        }
        facts.add(new Fact(words.say("fact.featviz"), exhibition.version()));
        return new Page.About(
                heads.about(),
                recipes(),
                List.copyOf(facts),
                network.assumed(),
                exhibition.probes().stream().map(pieces::card).toList());
    }

    /** Not parted by commas, which some languages have within numbers. */
    private String numbers(List<Double> values) {
        return values.stream().map(this::number).collect(Collectors.joining(" / "));
    }

    /** The recipes that pictures were made by. */
    private List<String> recipes() {
        Set<String> used = exhibition.units().stream()
                .flatMap(unit -> unit.plates().stream())
                .map(plate -> plate.recipe() instanceof RecipeSpec.Fourier fourier
                        ? fourier.medium().word()
                        : ARTICLE)
                .collect(Collectors.toSet());
        return RECIPES.stream().filter(used::contains).toList();
    }

    private @Nullable String engine() {
        return exhibition.units().stream()
                .flatMap(unit -> unit.plates().stream())
                .map(Exhibition.Plate::made)
                .filter(Objects::nonNull)
                .map(made -> made.picture().engine())
                .findFirst()
                .orElse(null);
    }
}
