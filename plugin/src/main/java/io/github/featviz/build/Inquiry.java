package io.github.featviz.build;

import io.github.featviz.evidence.Levels;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Layout;
import io.github.featviz.store.Parallel;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked about every filter once its picture is made: where it answers on photographs, and what it says to the classes. */
final class Inquiry {

    /** Photographs that are lit for a filter, and that its effect on the classes is measured on: those that excite it most. */
    private static final int PHOTOGRAPHS = 3;

    private static final MathContext SHORT = new MathContext(4);

    private final GalleryPlan plan;
    private final WorkRunner runner;
    private final Measurements measurements;
    private final FamilySearch families;
    private final int classes;
    private final Map<UnitId, Set<Work.Draw>> drawings = new LinkedHashMap<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<UnitId, Layer> charts = new LinkedHashMap<>();

    /** What is asked of each photograph. */
    private final Map<ImageFile, Map<UnitId, Work.MapFeature>> mapped = new LinkedHashMap<>();

    /** What is asked of each filter about the classes. */
    private final Map<UnitId, Work> advocates = new LinkedHashMap<>();

    /** @param classes number of named classes; 0: nothing is asked about them */
    Inquiry(GalleryPlan plan, WorkRunner runner, Measurements measurements, FamilySearch families, int classes)
            throws IOException {
        this.plan = plan;
        this.families = families;
        this.runner = runner;
        this.measurements = measurements;
        this.classes = classes;
        gather();
    }

    /** Members of families join when they are found. */
    private void gather() throws IOException {
        for (SectionPlan section : plan.sections()) {
            add(section);
        }
        for (UnitId unit : drawings.keySet()) {
            for (Work.MapFeature work : maps(unit)) {
                mapped.computeIfAbsent(work.image(), unused -> new LinkedHashMap<>())
                        .put(unit, work);
            }
        }
    }

    private void add(SectionPlan section) throws IOException {
        layers.put(section.objective().name(), section.objective());
        List<Work.Draw> ofSection = new ArrayList<>(section.drawings(measurements.spikes(section)));
        ofSection.addAll(families.drawings(section));
        for (Work.Draw drawing : ofSection) {
            UnitId unit = new UnitId(section.layer().name(), drawing.filter());
            drawings.computeIfAbsent(unit, unused -> new LinkedHashSet<>()).add(drawing);
        }
        if (section.image() != null) {
            section.spec()
                    .expect()
                    .forEach(filter ->
                            charts.put(new UnitId(section.expectedOf().name(), filter.value()), section.chart()));
        }
    }

    /** Every visualised filter with all its pictures, main one first. */
    Map<UnitId, Set<Work.Draw>> drawings() {
        return drawings;
    }

    /** Asks; what was asked before is read from the store. */
    void run() throws IOException {
        gather();
        // Those of one photograph together, so that it is decoded once.
        List<Work> works = mapped.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().sha256()))
                .flatMap(entry -> entry.getValue().values().stream())
                .collect(Collectors.toCollection(ArrayList::new));
        List<UnitId> units = List.copyOf(drawings.keySet());
        List<Optional<Work>> asked = Parallel.map(units, this::advocate);
        for (int i = 0; i < units.size(); i++) {
            UnitId unit = units.get(i);
            asked.get(i).ifPresent(work -> advocates.put(unit, work));
        }
        works.addAll(advocates.values());
        runner.complete(works);
    }

    private Work.Draw main(UnitId unit) {
        return drawings.getOrDefault(unit, Set.of()).iterator().next();
    }

    /** The photographs that excite a filter most, strongest first. */
    private List<ImageFile> strongest(UnitId unit) {
        Work.Draw main = main(unit);
        return plan.images().stream()
                .filter(image -> measurements.response(image, main.layer()).isPresent())
                .sorted(Comparator.comparingDouble((ImageFile image) -> measurements
                                .response(image, main.layer())
                                .map(response -> response.means().get(main.filter()))
                                .orElse(Double.NEGATIVE_INFINITY))
                        .reversed())
                .limit(PHOTOGRAPHS)
                .toList();
    }

    private List<Work.MapFeature> maps(UnitId unit) {
        // On all of a filter's photographs the same is lit: the layer that a hypothesis is about, where there is one.
        Layer layer = charts.getOrDefault(unit, layers.get(main(unit).layer()));
        if (layer == null || !layer.hasMaps()) {
            return List.of();
        }
        return strongest(unit).stream()
                .map(image -> new Work.MapFeature(image, layer.name(), unit.filter()))
                .toList();
    }

    /** The filters that a photograph excites more than most others, with their activations over it. */
    Map<UnitId, FeatureMap> maps(ImageFile image) throws IOException {
        Map<UnitId, Work.MapFeature> ofImage = mapped.getOrDefault(image, Map.of());
        List<Optional<FeatureMap>> read = Parallel.map(ofImage.values(), work -> runner.result(work, FeatureMap.class));
        Map<UnitId, FeatureMap> maps = new LinkedHashMap<>();
        Iterator<UnitId> units = ofImage.keySet().iterator();
        for (Optional<FeatureMap> map : read) {
            UnitId unit = units.next();
            map.ifPresent(found -> maps.put(unit, found));
        }
        return maps;
    }

    /** What a filter says for and against the classes. */
    Optional<ClassEffects> effects(UnitId unit) throws IOException {
        // Before all is asked, what was known already is shown.
        Work known = advocates.get(unit);
        Optional<Work> work = known == null ? advocate(unit) : Optional.of(known);
        return work.isEmpty() ? Optional.empty() : runner.result(work.get(), ClassEffects.class);
    }

    private Optional<Work> advocate(UnitId unit) throws IOException {
        Work.Draw main = main(unit);
        Layer layer = layers.get(main.layer());
        if (classes == 0 || layer == null || standsForClasses(layer)) {
            return Optional.empty();
        }
        double deviation = measurements
                .levels(main.layer(), main.filter())
                .map(Levels::deviation)
                .map(value -> new BigDecimal(value).round(SHORT).doubleValue())
                .orElse(0.0);
        List<ImageFile> images = new ArrayList<>();
        Optional<Store.Entry> picture = runner.entry(main);
        if (picture.isPresent()) {
            images.add(ImageFile.of(picture.get().file("picture.png")));
        }
        images.addAll(strongest(unit));
        return !(deviation > 0) || images.isEmpty()
                ? Optional.empty()
                : Optional.of(new Work.Advocate(images, main.layer(), main.filter(), deviation));
    }

    /** A filter of a classifier's last layer speaks for its own class and no other. */
    private boolean standsForClasses(Layer layer) {
        return layer.layout() == Layout.VECTOR && layer.filters() == classes;
    }
}
