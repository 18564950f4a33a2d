package io.github.featviz.gallery;

import io.github.featviz.evidence.Region;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Excerpt;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Layout;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Picture;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exhibition with its pictures in place, and everything in it findable by name: what the pages are made from. */
final class Catalogue {

    /** A picture is shown in part as well where a place sees no more than one of so many parts of its edge. */
    private static final int MOST_OF_IT = 2;

    private final Exhibition exhibition;
    private final Words words;
    private final Map<UnitId, Unit> units;
    private final Map<String, Probe> probes;
    private final Set<String> layers;
    private final Map<UnitId, List<Integer>> mentions = new HashMap<>();
    private final Map<UnitId, List<Verdict>> verdicts = new HashMap<>();
    private final Map<PlateId, Image> pictures = new ConcurrentHashMap<>();
    private final Map<UnitId, Glimpse> glimpses = new ConcurrentHashMap<>();
    private final Map<String, Image> photographs = new ConcurrentHashMap<>();
    private final Map<LitId, Image> lit = new ConcurrentHashMap<>();

    private final Map<ExcerptId, Excerpted> excerpts = new ConcurrentHashMap<>();

    /**
     * As much of a unit's picture as one place of its layer sees.
     *
     * @param image the part
     * @param width its width in the picture's pixels
     * @param height its height
     */
    record Glimpse(Image image, long width, long height) {}

    private record ExcerptId(UnitId unit, int index) {}

    /**
     * A photograph's part as pictures.
     *
     * @param part the part
     * @param lit the same, lit where the filter answers; null where its activations have no places
     */
    record Excerpted(Image part, @Nullable Image lit) {}

    private record PlateId(UnitId unit, int plate) {}

    private record RivalId(String network, UnitId unit, RecipeSpec recipe, String precision) {

        static RivalId of(String network, UnitId unit, Plate plate) {
            return new RivalId(network, unit, plate.recipe(), plate.precision());
        }
    }

    private final Map<RivalId, Image> rivals = new ConcurrentHashMap<>();

    private record LitId(String probe, UnitId unit) {}

    private Catalogue(Exhibition exhibition, Words words) {
        this.exhibition = exhibition;
        this.words = words;
        this.units = byKey(exhibition.units(), Unit::id);
        this.probes = byKey(exhibition.probes(), Probe::id);
        this.layers = exhibition.units().stream()
                .map(unit -> unit.id().layer())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (int index = 0; index < exhibition.sections().size(); index++) {
            enter(index, exhibition.sections().get(index));
        }
    }

    /** Notes a section under each unit that it is about, so that no page has to look through all sections. */
    private void enter(int index, Section section) {
        Map<UnitId, Verdict> judged = judged(section);
        judged.forEach((unit, verdict) ->
                verdicts.computeIfAbsent(unit, unused -> new ArrayList<>()).add(verdict));
        Set<UnitId> about = new LinkedHashSet<>(judged.keySet());
        Stream.of(
                        section.shown(),
                        section.followed(),
                        section.relations() == null
                                ? Set.<Integer>of()
                                : section.relations().filters())
                .flatMap(Collection::stream)
                .forEach(filter -> about.add(new UnitId(section.layer().name(), filter)));
        about.forEach(unit ->
                mentions.computeIfAbsent(unit, unused -> new ArrayList<>()).add(index));
    }

    /**
     * Places all pictures of an exhibition, several at a time.
     *
     * @throws IOException if a file cannot be read as an image or written
     */
    static Catalogue of(Exhibition exhibition, ImageLibrary library, Words words) throws IOException {
        Catalogue catalogue = new Catalogue(exhibition, words);
        Map<UnitId, Double> peaks = catalogue.peaks();
        Parallel.forEach(exhibition.units(), unit -> catalogue.placeUnit(unit, library));
        Parallel.forEach(exhibition.units(), unit -> catalogue.placeExcerpts(unit, library));
        Parallel.forEach(exhibition.sections(), section -> catalogue.placeRivals(section, library));
        Parallel.forEach(exhibition.probes(), probe -> catalogue.placeProbe(probe, peaks, library));
        return catalogue;
    }

    Exhibition exhibition() {
        return exhibition;
    }

    /** Names of the layers that have a filter here, in the order of the units. */
    Set<String> layers() {
        return layers;
    }

    @Nullable
    Unit unit(UnitId id) {
        return units.get(id);
    }

    /** A filter's page; null where it has none. */
    @Nullable
    String unitPage(UnitId id) {
        return units.containsKey(id) ? Addresses.unit(id) : null;
    }

    Probe probe(String id) {
        Probe probe = probes.get(id);
        if (probe == null) {
            throw new IllegalArgumentException(
                    "A section names the probe " + id + ", which the exhibition does not have");
        }
        return probe;
    }

    @Nullable
    Image picture(UnitId unit, int plate) {
        return pictures.get(new PlateId(unit, plate));
    }

    /** What one place of the unit's layer sees of its main picture; null where that is most of it, or not known. */
    @Nullable
    Glimpse glimpse(UnitId unit) {
        return glimpses.get(unit);
    }

    Image photograph(Probe probe) {
        Image image = photographs.get(probe.id());
        if (image == null) {
            throw new IllegalStateException("No photograph was placed for " + probe.id());
        }
        return image;
    }

    /** The photograph lit where the filter answers; null where that was not measured. */
    @Nullable
    Image lit(Probe probe, UnitId unit) {
        return lit.get(new LitId(probe.id(), unit));
    }

    /** A layer by its name, leading to its own page or, without one, to the list of layers. */
    Page.Link layerLink(String layer) {
        return new Page.Link(layer, layers.contains(layer) ? Addresses.layer(layer) : Addresses.LAYERS);
    }

    /**
     * The unit that shows a feature map of a charted layer.
     *
     * <p>Spikes are charted after the activation function, pictures are made before it: the sections say which belongs to which.
     */
    UnitId chartedUnit(String chartedLayer, int filter) {
        return exhibition.sections().stream()
                .filter(section -> section.charts(chartedLayer))
                .map(section -> new UnitId(section.layer().name(), filter))
                .filter(units::containsKey)
                .findFirst()
                .orElse(new UnitId(chartedLayer, filter));
    }

    /** The units that a section expects something of, with what came of it; where it charts another layer, they show that layer's maps. */
    Map<UnitId, Verdict> judged(Section section) {
        Hypothesis hypothesis = section.hypothesis();
        Map<UnitId, Verdict> judged = new LinkedHashMap<>();
        if (hypothesis != null) {
            for (Verdict verdict : hypothesis.verdicts()) {
                UnitId named = new UnitId(section.expectedOf(hypothesis), verdict.filter());
                judged.put(hypothesis.ofItsFilters() ? named : shownBy(named), verdict);
            }
        }
        return judged;
    }

    /** What came of all that was expected of a unit. */
    List<Verdict> verdicts(UnitId unit) {
        return verdicts.getOrDefault(unit, List.of());
    }

    /** Places in the story of the sections that are about a unit: they show or follow it, judge it or have it in a family. */
    List<Integer> mentions(UnitId unit) {
        return mentions.getOrDefault(unit, List.of());
    }

    /** A photograph's maps by the units that show them, each unit once, even where it is named by its charted layer as well. */
    Map<UnitId, FeatureMap> maps(Probe probe) {
        Map<UnitId, FeatureMap> maps = new LinkedHashMap<>();
        probe.maps().forEach((unit, map) -> {
            if (units.containsKey(unit)) {
                maps.put(unit, map);
            }
        });
        probe.maps().forEach((unit, map) -> maps.putIfAbsent(shownBy(unit), map));
        return maps;
    }

    private UnitId shownBy(UnitId unit) {
        return units.containsKey(unit) ? unit : chartedUnit(unit.layer(), unit.filter());
    }

    /** The hypotheses about a probe at a charted layer. */
    List<Hypothesis> hypotheses(String probeId, String chartedLayer) {
        return exhibition.sections().stream()
                .map(Section::hypothesis)
                .filter(hypothesis -> hypothesis != null
                        && hypothesis.probeId().equals(probeId)
                        && hypothesis.chart().layer().equals(chartedLayer))
                .toList();
    }

    /** The pictures of a unit's excerpt. */
    Excerpted excerpt(UnitId unit, int index) {
        Excerpted excerpt = excerpts.get(new ExcerptId(unit, index));
        if (excerpt == null) {
            throw new IllegalStateException("No excerpt " + index + " was placed for " + unit);
        }
        return excerpt;
    }

    private void placeExcerpts(Unit unit, ImageLibrary library) throws IOException {
        int edge = exhibition.network().input().size();
        // Of one filter all are lit on one scale, so that bright means the same on each.
        double full = unit.excerpts().stream().mapToDouble(Excerpt::peak).max().orElse(0);
        for (int index = 0; index < unit.excerpts().size(); index++) {
            Excerpt excerpt = unit.excerpts().get(index);
            ImageLibrary.Source source = library.open(excerpt.image());
            HeatMap.Part part = part(excerpt.region(), edge);
            String name = excerpt.name();
            Image shown = library.excerpt(source, part)
                    .described(words.say(
                            "excerpt.alt", name, unit.id().filter(), unit.id().layer()));
            FeatureMap map = excerpt.map();
            Image lit = map == null
                    ? null
                    : HeatMap.lit(shown, part, HeatMap.Light.of(map, full, field(unit.id(), map), edge), null)
                            .described(words.say(
                                    "lit.alt",
                                    name,
                                    unit.id().filter(),
                                    unit.id().layer()));
            excerpts.put(new ExcerptId(unit.id(), index), new Excerpted(shown, lit));
        }
    }

    private static HeatMap.Part part(Region region, double edge) {
        return new HeatMap.Part(region.x() / edge, region.y() / edge, region.width() / edge, region.height() / edge);
    }

    /** What the unit's largest activation on a photograph depends on; null where that is not known, or all of it. */
    private HeatMap.@Nullable Part responsible(@Nullable ReceptiveField field, FeatureMap map) {
        int edge = exhibition.network().input().size();
        Region region = Region.ofPeak(field, map, edge);
        return region.isWhole(edge) ? null : part(region, edge);
    }

    /** What the places of a unit's map depend on; null where that is not known. The map may be of a layer that is charted instead. */
    private @Nullable ReceptiveField field(UnitId unit, FeatureMap map) {
        NetworkDescription network = exhibition.network().description();
        Stream<String> charts = exhibition.sections().stream()
                .filter(section -> section.layer().name().equals(unit.layer()))
                .flatMap(section -> Stream.ofNullable(section.hypothesis()))
                .filter(Hypothesis::ofItsFilters)
                .map(hypothesis -> hypothesis.chart().layer());
        return Stream.concat(Stream.of(unit.layer()), charts)
                .flatMap(name -> network.layer(name).stream())
                .filter(layer -> layer.layout() == Layout.MAPS
                        && layer.shape().get(2) == map.height()
                        && layer.shape().get(3) == map.width())
                .flatMap(layer -> Stream.ofNullable(layer.field()))
                .findFirst()
                .orElse(null);
    }

    /** A filter's picture of another network; null where it has none. */
    @Nullable
    Image picture(String network, UnitId unit, Plate plate) {
        return rivals.get(RivalId.of(network, unit, plate));
    }

    private void placeRivals(Section section, ImageLibrary library) throws IOException {
        for (Exhibition.Rival rival : section.rivals()) {
            for (Map.Entry<Integer, Plate> entry : rival.plates().entrySet()) {
                UnitId unit = new UnitId(section.layer().name(), entry.getKey());
                Plate plate = entry.getValue();
                Made made = plate.made();
                if (made != null) {
                    Image image = library.picture(library.open(made.png()), Addresses.rival(rival.name(), unit, plate))
                            .described(words.say(rivalAlt(plate.recipe()), unit.filter(), unit.layer(), rival.name()));
                    rivals.put(RivalId.of(rival.name(), unit, plate), image);
                }
            }
        }
    }

    /** Key of what another network's picture is called. */
    private static String rivalAlt(RecipeSpec recipe) {
        return switch (recipe.objective().kind()) {
            case CHANNEL, NEURON -> "rival.alt";
            case NEGATIVE -> "rival.alt-negative";
            case DIRECTION -> "rival.alt-direction";
        };
    }

    private void placeUnit(Unit unit, ImageLibrary library) throws IOException {
        for (int index = 0; index < unit.plates().size(); index++) {
            Plate plate = unit.plates().get(index);
            Made made = plate.made();
            if (made != null) {
                String alt = alt(unit.id(), plate.recipe());
                ImageLibrary.Source source = library.open(made.png());
                Image image = library.picture(source, Addresses.original(unit.id(), index));
                pictures.put(new PlateId(unit.id(), index), image.described(alt));
                if (index == 0) {
                    placeGlimpse(unit.id(), made.picture(), source, library);
                }
            }
        }
    }

    /** The middle stands for all places: the objective is their mean. */
    private void placeGlimpse(UnitId unit, Picture picture, ImageLibrary.Source source, ImageLibrary library)
            throws IOException {
        ReceptiveField field = exhibition
                .network()
                .description()
                .layer(unit.layer())
                .map(Layer::field)
                .orElse(null);
        int width = picture.width();
        int height = picture.height();
        if (field == null
                || field.coversAll()
                || width != height
                || field.x().size() * MOST_OF_IT > width
                || field.y().size() * MOST_OF_IT > height
                || !picture.resampled().isEmpty()) {
            return;
        }
        double across = (double) field.x().size() / width;
        double down = (double) field.y().size() / height;
        HeatMap.Part part = new HeatMap.Part((1 - across) / 2, (1 - down) / 2, across, down);
        Image image = library.excerpt(source, part).described(words.say("unit.glimpse-alt"));
        glimpses.put(unit, new Glimpse(image, field.x().size(), field.y().size()));
    }

    private String alt(UnitId unit, RecipeSpec recipe) {
        if (recipe.objective().kind() == ObjectiveSpec.Kind.DIRECTION) {
            return words.say("picture.alt-direction", unit.layer(), RecipeWords.of(recipe, words));
        }
        String key = recipe.objective().equals(ObjectiveSpec.NEGATIVE) ? "picture.alt-negative" : "picture.alt";
        return exhibition
                .network()
                .className(unit)
                .map(name ->
                        words.say(key + "-class", name, unit.filter(), unit.layer(), RecipeWords.of(recipe, words)))
                .orElseGet(() -> words.say(key, unit.filter(), unit.layer(), RecipeWords.of(recipe, words)));
    }

    private void placeProbe(Probe probe, Map<UnitId, Double> peaks, ImageLibrary library) throws IOException {
        ImageLibrary.Source source = library.open(probe.image());
        photographs.put(probe.id(), library.photograph(source).described(words.say("photograph.alt", probe.title())));
        Map<UnitId, FeatureMap> maps = maps(probe);
        if (maps.isEmpty()) {
            return;
        }
        // What the network saw of it; light is laid over that.
        Image square = library.excerpt(source, HeatMap.Part.ALL);
        for (Map.Entry<UnitId, FeatureMap> entry : maps.entrySet()) {
            UnitId unit = entry.getKey();
            FeatureMap map = entry.getValue();
            ReceptiveField field = field(unit, map);
            HeatMap.Light light = HeatMap.Light.of(
                    map,
                    peaks.getOrDefault(unit, 0.0),
                    field,
                    exhibition.network().input().size());
            String alt = words.say("lit.alt", probe.title(), unit.filter(), unit.layer());
            Image image = HeatMap.lit(square, HeatMap.Part.ALL, light, responsible(field, map));
            lit.put(new LitId(probe.id(), unit), image.described(alt));
        }
    }

    /** One scale for all photographs of a filter, so that bright means the same on each. */
    private Map<UnitId, Double> peaks() {
        Map<UnitId, Double> peaks = new LinkedHashMap<>();
        for (Probe probe : exhibition.probes()) {
            maps(probe).forEach((unit, map) -> peaks.merge(unit, HeatMap.peak(map), Math::max));
        }
        return peaks;
    }

    private static <K, V> Map<K, V> byKey(Collection<V> values, Function<V, K> key) {
        Map<K, V> map = new LinkedHashMap<>();
        values.forEach(value -> map.put(key.apply(value), value));
        return map;
    }
}
