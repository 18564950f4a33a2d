package io.github.featviz.plan;

import io.github.featviz.evidence.LayerEvidence;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.ProbeSpec;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gallery needs, in two stages: first measurements, then the pictures, some of which the measurements choose.
 *
 * <pre>
 * Planner planner = Planner.of(spec, network, Photographs.of(spec));
 * do planner.firstWorks()
 * var evidence = planner.measurements().evidence(references, responses);
 * var sections = planner.sections(evidence);
 * do Planner.pictures(sections)
 * </pre>
 */
public final class Planner {
    private final Measurements measurements;
    private final List<SectionPlan> drafts;

    private Planner(Measurements measurements, List<SectionPlan> drafts) {
        this.measurements = measurements;
        this.drafts = drafts;
    }

    /** What is wrong with a spec for this network, in the spec's order; empty when nothing is. */
    public static List<Fault> check(GallerySpec spec, NetworkDescription network) {
        return new NetworkCheck(network).faults(spec);
    }

    /**
     * A planner for a spec that fits its network.
     *
     * @throws SpecException with all that {@link #check} finds
     */
    public static Planner of(GallerySpec spec, NetworkDescription network, Photographs photographs)
            throws SpecException {
        List<Fault> faults = check(spec, network);
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
        CallOrder order = new CallOrder(network);
        Map<String, ImageFile> byContent = new LinkedHashMap<>();
        photographs.distinct().forEach(image -> byContent.put(image.sha256(), image));
        List<SectionPlan> drafts = spec.sections().stream()
                .map(section -> draft(section, network, order, probe(section, photographs, byContent)))
                .toList();
        return new Planner(new Measurements(layers(drafts), photographs.distinct()), drafts);
    }

    private static @Nullable ImageFile probe(
            SectionSpec section, Photographs photographs, Map<String, ImageFile> byContent) {
        ProbeSpec probe = section.probe();
        if (probe == null) {
            return null;
        }
        ImageFile image = photographs.byPath().get(probe.image().value());
        return byContent.get(
                Objects.requireNonNull(image, "a photograph of another spec").sha256());
    }

    /** The section as far as it is known before anything is measured: without spikes. */
    private static SectionPlan draft(
            SectionSpec section, NetworkDescription network, CallOrder order, @Nullable ImageFile probe) {
        Layer layer = network.layer(section.layer().value()).orElseThrow();
        Located<String> named = section.chart();
        Layer chart = named == null
                ? order.chart(layer)
                : network.layer(named.value()).orElseThrow();
        return new SectionPlan(section, layer, probe, chart, order.beforeActivation(layer), List.of(), List.of());
    }

    /** Layers on which pictures are judged, photographs charted, or units compared with photographs. */
    private static List<String> layers(List<SectionPlan> drafts) {
        Set<String> layers = new LinkedHashSet<>();
        for (SectionPlan draft : drafts) {
            layers.add(draft.layer().name());
            draft.recipes().forEach(recipe -> layers.add(draft.objective(recipe)));
            if (draft.probe() != null) {
                layers.add(draft.chart().name());
            }
        }
        return List.copyOf(layers);
    }

    /** What is measured at which layers on which photographs. */
    public Measurements measurements() {
        return measurements;
    }

    /**
     * First stage, each unit once: the {@link #measurements()}, the network's own answer to every photograph, and the maps of
     * expected filters at the charted layer.
     */
    public List<Work> firstWorks() {
        Set<Work> works = new LinkedHashSet<>(measurements.works());
        measurements.images().forEach(image -> works.add(new Work.Classify(image)));
        for (SectionPlan draft : drafts) {
            ImageFile probe = draft.probe();
            if (probe != null) {
                String chart = draft.chart().name();
                draft.spec().expect().forEach(filter -> works.add(new Work.MapFeature(probe, chart, filter.value())));
            }
        }
        return List.copyOf(works);
    }

    /**
     * Second stage: the sections with their filters, in the spec's order.
     *
     * @param evidence from {@link Measurements#evidence}; where a charted photograph is missing in it, its section has no spikes
     */
    public List<SectionPlan> sections(Map<String, LayerEvidence> evidence) {
        return drafts.stream().map(draft -> decide(draft, evidence)).toList();
    }

    private static SectionPlan decide(SectionPlan draft, Map<String, LayerEvidence> evidence) {
        SectionSpec spec = draft.spec();
        List<Integer> spikes = spikes(draft, evidence);
        boolean mapForFilter = draft.chart().filters() == draft.layer().filters();
        List<Integer> filters = Stream.concat(
                        chosen(draft, spikes),
                        mapForFilter ? spec.expect().stream().map(Located::value) : Stream.<Integer>of())
                .distinct()
                .toList();
        List<Integer> followed = spikes.stream()
                .filter(filter -> !filters.contains(filter))
                .limit(spec.follow())
                .toList();
        return new SectionPlan(
                spec, draft.layer(), draft.probe(), draft.chart(), draft.beforeActivation(), filters, followed);
    }

    private static Stream<Integer> chosen(SectionPlan draft, List<Integer> spikes) {
        FilterSelection selection = draft.spec().filters();
        if (selection instanceof FilterSelection.Listed listed) {
            return listed.filters().stream().map(Located::value);
        }
        if (selection instanceof FilterSelection.Spikes some) {
            return spikes.stream().limit(some.count());
        }
        return IntStream.range(0, draft.layer().filters()).boxed();
    }

    /** Filters above their mean on the section's photograph, the largest standardised spike first. */
    private static List<Integer> spikes(SectionPlan draft, Map<String, LayerEvidence> evidence) {
        ImageFile probe = draft.probe();
        LayerEvidence measured = evidence.get(draft.chart().name());
        if (probe == null || measured == null || !measured.has(probe.sha256())) {
            return List.of();
        }
        SpikeChart chart = measured.chart(probe.sha256(), 0);
        return chart.byStrength().stream()
                .filter(filter -> chart.sigmas().get(filter) > 0)
                .toList();
    }

    /** The pictures of all sections, each once, in the gallery's order. */
    public static List<Work.Draw> pictures(List<SectionPlan> sections) {
        Set<Work.Draw> pictures = new LinkedHashSet<>();
        sections.forEach(section -> pictures.addAll(section.pictures()));
        return new ArrayList<>(pictures);
    }
}
