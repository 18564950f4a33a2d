package io.github.featviz.build;

import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Strength;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.ProbeSpec;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Parallel;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hangs an exhibition: puts the plan and the results together. */
final class Curator {

    private final GalleryPlan plan;
    private final WorkRunner runner;
    private final Measurements measurements;
    private final PhotographSearch search;
    private final FamilySearch families;
    private final Rivals rivals;

    /** Whether a rough picture stands in for one that there was no time for. */
    private final boolean roughly;

    private final Inquiry inquiry;
    private final Twins twins;
    private final Map<ImageFile, String> probeIds;
    private final Map<String, Map<Integer, Kindred>> kindred = new HashMap<>();

    Curator(
            GalleryPlan plan,
            WorkRunner runner,
            Measurements measurements,
            PhotographSearch search,
            FamilySearch families,
            Rivals rivals,
            Inquiry inquiry,
            boolean roughly) {
        this.roughly = roughly;
        this.rivals = rivals;
        this.search = search;
        this.families = families;
        this.inquiry = inquiry;
        this.twins = new Twins(runner, measurements, inquiry);
        this.plan = plan;
        this.runner = runner;
        this.measurements = measurements;
        this.probeIds = ProbeIds.of(plan.images());
    }

    /** The sections in the user's order. */
    List<Section> sections() throws IOException {
        List<Section> sections = new ArrayList<>();
        for (SectionPlan section : plan.sections()) {
            sections.add(section(section));
        }
        return sections;
    }

    private Section section(SectionPlan section) throws IOException {
        List<Spike> spikes = measurements.spikes(section);
        String title = section.spec().title();
        return new Section(
                title == null ? section.layer().name() : title,
                section.spec().text(),
                section.layer(),
                section.filters(spikes),
                section.spec().recipe(),
                section.spec().precision(),
                hypothesis(section).orElse(null),
                section.followed(spikes),
                section.spec().compare(),
                search.photographs(section),
                families.relations(section),
                rivals.of(section, section.filters(spikes)));
    }

    private Optional<Exhibition.Hypothesis> hypothesis(SectionPlan section) {
        ImageFile image = section.image();
        if (image == null) {
            return Optional.empty();
        }
        return measurements.chart(image, section.chart().name()).map(chart -> {
            List<Verdict> verdicts = section.spec().expect().stream()
                    .map(expected -> Verdict.of(expected.value(), chart))
                    .toList();
            return new Exhibition.Hypothesis(idOf(image), chart, verdicts, section.chartsItsFilters());
        });
    }

    /** Every visualised filter once, with all its pictures. */
    List<Unit> units() throws IOException {
        Map<UnitId, Set<Work.Draw>> drawings = inquiry.drawings();
        Map<Work.Draw, Plate> made = plates(drawings.values());
        List<Unit> units = new ArrayList<>();
        for (Map.Entry<UnitId, Set<Work.Draw>> unit : drawings.entrySet()) {
            List<Plate> plates = unit.getValue().stream().map(made::get).toList();
            Work.Draw first = unit.getValue().iterator().next();
            units.add(new Unit(
                    unit.getKey(),
                    plates,
                    probeResponses(first.layer(), first.filter()),
                    search.excerpts(unit.getKey()),
                    findings(unit.getKey(), first.layer(), plates)));
        }
        return units;
    }

    private Exhibition.Findings findings(UnitId unit, String layer, List<Plate> plates) throws IOException {
        Exhibition.Kin kin = search.kin(unit).orElseGet(() -> kin(unit, layer));
        return new Exhibition.Findings(
                levels(unit, layer), kin, inquiry.effects(unit).orElse(null), twins.of(unit, layer, plates));
    }

    /** Its levels where its pictures are made, and behind the activation function where that is measured too. */
    private List<Levels> levels(UnitId unit, String layer) {
        Stream<String> behind = plan.sections().stream()
                .filter(section -> section.layer().name().equals(unit.layer()) && section.chartsItsFilters())
                .map(section -> section.chart().name());
        return Stream.concat(Stream.of(layer), behind)
                .distinct()
                .flatMap(name -> measurements.levels(name, unit.filter()).stream())
                .toList();
    }

    private Exhibition.@Nullable Kin kin(UnitId unit, String layer) {
        Kindred found = kindred.computeIfAbsent(layer, name -> measurements.kindred(name, drawnFilters(name)))
                .get(unit.filter());
        return found == null ? null : new Exhibition.Kin(null, found);
    }

    private List<Integer> drawnFilters(String layer) {
        return inquiry.drawings().values().stream()
                .flatMap(Set::stream)
                .filter(drawing -> drawing.layer().equals(layer))
                .map(Work.Draw::filter)
                .distinct()
                .toList();
    }

    private Map<Work.Draw, Plate> plates(Collection<Set<Work.Draw>> drawings) throws IOException {
        List<Work.Draw> all = drawings.stream().flatMap(Set::stream).toList();
        List<Plate> made = Parallel.map(all, this::plate);
        Map<Work.Draw, Plate> plates = new HashMap<>();
        for (int index = 0; index < all.size(); index++) {
            plates.put(all.get(index), made.get(index));
        }
        return plates;
    }

    private Plate plate(Work.Draw drawing) throws IOException {
        RecipeSpec recipe = drawing.recipe();
        Optional<Store.Entry> entry = runner.entry(drawing);
        Work.Draw substitute = roughly ? BudgetedDrawing.rough(drawing) : null;
        boolean rough =
                entry.isEmpty() && substitute != null && runner.failure(drawing).isEmpty();
        if (rough) {
            entry = runner.entry(Objects.requireNonNull(substitute));
        }
        Optional<Moments> references = measurements.references(drawing.layer());
        if (entry.isEmpty() || references.isEmpty()) {
            String reason = runner.failure(drawing)
                    .or(() -> runner.failure(new Work.Reference(drawing.layer())))
                    .map(failure -> failure.reason())
                    .orElse("not made yet");
            return new Plate(recipe, drawing.precision(), null, reason, false);
        }
        Picture picture = entry.get().read(Picture.class);
        Strength strength = strength(drawing, new Response(picture.response()), references.get());
        Made made = new Made(entry.get().file("picture.png"), picture, strength);
        return new Plate(recipe, drawing.precision(), made, null, rough);
    }

    private Strength strength(Work.Draw drawing, Response picture, Moments references) {
        ObjectiveSpec objective = drawing.recipe().objective();
        // Photographs are measured by the mean of the map, which is no match for the activation at one place.
        List<Response> photographs =
                objective.equals(ObjectiveSpec.NEURON) ? List.of() : measurements.responses(drawing.layer());
        return Strength.of(
                objective.weightsOf(drawing.filter()),
                picture,
                references,
                photographs,
                measurements.baseline(drawing.layer(), objective).orElseThrow());
    }

    private List<ProbeResponse> probeResponses(String layer, int filter) {
        List<ProbeResponse> responses = new ArrayList<>();
        for (ImageFile image : plan.images()) {
            measurements
                    .chart(image, layer)
                    .ifPresent(chart -> responses.add(new ProbeResponse(
                            idOf(image),
                            chart.means().get(filter),
                            chart.sigmas().get(filter))));
        }
        responses.sort(Comparator.comparingDouble(ProbeResponse::mean).reversed());
        return responses;
    }

    /** Every photograph once. */
    List<Probe> probes() throws IOException {
        List<Probe> probes = new ArrayList<>();
        for (ImageFile image : plan.images()) {
            probes.add(probe(image));
        }
        return probes;
    }

    private Probe probe(ImageFile image) throws IOException {
        List<SectionPlan> sections = plan.sections().stream()
                .filter(section -> image.equals(section.image()))
                .toList();
        List<SpikeChart> charts = sections.stream()
                .map(section -> section.chart().name())
                .distinct()
                .flatMap(layer -> measurements.chart(image, layer).stream())
                .toList();
        // One photograph may be named by several sections; the first that says something has the word.
        List<ProbeSpec> named = sections.stream()
                .flatMap(section -> Optional.ofNullable(section.spec().probe()).stream())
                .toList();
        return new Probe(
                idOf(image),
                image.path(),
                named.stream()
                        .flatMap(probe -> Optional.ofNullable(probe.title()).stream())
                        .findFirst()
                        .orElse(nameOf(image)),
                named.stream()
                        .flatMap(probe -> Optional.ofNullable(probe.credit()).stream())
                        .findFirst()
                        .orElse(null),
                named.stream()
                        .flatMap(probe -> Optional.ofNullable(probe.source()).stream())
                        .findFirst()
                        .orElse(null),
                charts,
                maps(image, sections),
                runner.result(new Work.Classify(image), Classification.class).orElse(new Classification(List.of())));
    }

    /** What a photograph is called where nobody says it: its file's name without ending, with the letters that an address may not have. */
    static String nameOf(ImageFile image) {
        return String.valueOf(image.path().getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    private Map<UnitId, FeatureMap> maps(ImageFile image, List<SectionPlan> sections) throws IOException {
        Map<UnitId, FeatureMap> maps = new LinkedHashMap<>();
        for (SectionPlan section : sections) {
            for (var expected : section.spec().expect()) {
                int filter = expected.value();
                runner.result(new Work.MapFeature(image, section.chart().name(), filter), FeatureMap.class)
                        .ifPresent(
                                map -> maps.put(new UnitId(section.expectedOf().name(), filter), map));
            }
        }
        inquiry.maps(image).forEach(maps::putIfAbsent);
        return maps;
    }

    private String idOf(ImageFile image) {
        return probeIds.getOrDefault(image, image.sha256());
    }
}
