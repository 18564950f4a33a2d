package io.github.featviz.build;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.spec.ObjectiveSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was measured on photographs and reference images, layer by layer; what failed is missing. */
final class Measurements {

    private static final int LARGEST_SPIKES = 10;

    private final Map<String, Moments> references = new HashMap<>();
    private final Map<String, Map<ImageFile, Response>> responses = new HashMap<>();
    private final Map<Place, Optional<SpikeChart>> charts = new ConcurrentHashMap<>();

    private final Map<Place, List<Spike>> falling = new ConcurrentHashMap<>();

    private final Map<String, Optional<Baseline>> baselines = new ConcurrentHashMap<>();
    private final Map<String, Optional<Baseline>> placeBaselines = new ConcurrentHashMap<>();

    /** Where a chart is drawn: many units of a layer, and many sections, ask for the same one and for its order. */
    private record Place(ImageFile image, String layer) {}

    /** Reads what a plan asked for. */
    static Measurements of(GalleryPlan plan, WorkRunner runner) throws IOException {
        return of(plan.measuredLayers(), plan.images(), runner);
    }

    /** Reads the measurements of some layers. */
    static Measurements of(List<String> layers, List<ImageFile> images, WorkRunner runner) throws IOException {
        Measurements measurements = new Measurements();
        for (String layer : layers) {
            runner.result(new Work.Reference(layer), Moments.class)
                    .ifPresent(moments -> measurements.references.put(layer, moments));
            Map<ImageFile, Response> ofLayer = new LinkedHashMap<>();
            for (ImageFile image : images) {
                runner.result(new Work.Respond(image, layer), Response.class)
                        .ifPresent(response -> ofLayer.put(image, response));
            }
            measurements.responses.put(layer, ofLayer);
        }
        return measurements;
    }

    Optional<Moments> references(String layer) {
        return Optional.ofNullable(references.get(layer));
    }

    Optional<Response> response(ImageFile image, String layer) {
        return Optional.ofNullable(responses.getOrDefault(layer, Map.of()).get(image));
    }

    /** The layer's responses to all photographs, in the photographs' order, so that sums are the same on every machine. */
    List<Response> responses(String layer) {
        return List.copyOf(responses.getOrDefault(layer, Map.of()).values());
    }

    /** What is usual at a layer, without the photograph that is judged. */
    Optional<Baseline> baselineWithout(ImageFile judged, String layer) {
        List<Response> others = new ArrayList<>();
        responses.getOrDefault(layer, Map.of()).forEach((image, response) -> {
            if (!image.equals(judged)) {
                others.add(response);
            }
        });
        return references(layer).map(moments -> Baseline.of(moments, others));
    }

    /** A filter's usual activations at a layer. */
    Optional<Levels> levels(String layer, int filter) {
        return references(layer).flatMap(moments -> Levels.of(layer, filter, moments, responses(layer)));
    }

    /** Which filters of a layer answer alike to the reference images and photographs. */
    Map<Integer, Kindred> kindred(String layer, List<Integer> filters) {
        Kinship kinship = new Kinship(filters);
        references(layer).ifPresent(moments -> moments.answers().forEach(answer -> kinship.add(values(answer))));
        responses(layer).forEach(response -> kinship.add(values(response.means())));
        return kinship.kindred();
    }

    private static double[] values(List<Double> answer) {
        return answer.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What is usual at a layer over all reference images and photographs, for what pictures of an objective are judged by. */
    Optional<Baseline> baseline(String layer, ObjectiveSpec objective) {
        return objective.equals(ObjectiveSpec.NEURON)
                ? placeBaselines.computeIfAbsent(
                        layer, name -> references(name).map(moments -> Baseline.ofPlaces(moments, responses(name))))
                : baselines.computeIfAbsent(
                        layer, name -> references(name).map(moments -> Baseline.of(moments, responses(name))));
    }

    /** The spikes of a photograph at a layer. */
    Optional<SpikeChart> chart(ImageFile image, String layer) {
        return charts.computeIfAbsent(new Place(image, layer), this::newChart);
    }

    private Optional<SpikeChart> newChart(Place place) {
        return response(place.image(), place.layer()).flatMap(response -> baselineWithout(place.image(), place.layer())
                .map(baseline -> SpikeChart.of(place.layer(), response, baseline, LARGEST_SPIKES)));
    }

    /** The charted layer's filters from the section's largest standardised spike to the least; none without photograph. */
    List<Spike> spikes(SectionPlan section) {
        ImageFile image = section.image();
        return image == null
                ? List.of()
                : falling.computeIfAbsent(new Place(image, section.chart().name()), place -> chart(image, place.layer())
                        .map(SpikeChart::falling)
                        .orElse(List.of()));
    }
}
