package io.github.featviz.plan;

import io.github.featviz.evidence.LayerEvidence;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What must be measured before pictures can be chosen and judged: every layer on the reference images and on every photograph.
 *
 * @param layers names of the layers, each once
 * @param images the photographs, each once
 */
public record Measurements(List<String> layers, List<ImageFile> images) {
    /** The units of work, layer by layer. */
    public List<Work> works() {
        List<Work> works = new ArrayList<>();
        for (String layer : layers) {
            works.add(new Work.Reference(layer));
            images.forEach(image -> works.add(new Work.Respond(image, layer)));
        }
        return works;
    }

    /**
     * The evidence that their results make, by layer; photographs are known by their {@link ImageFile#sha256()}.
     *
     * @param references gives a result, or nothing where the unit failed: then the layer is left out
     * @param responses gives a result, or nothing where the unit failed: then the photograph is left out at that layer
     */
    public Map<String, LayerEvidence> evidence(
            Function<Work.Reference, Optional<Moments>> references,
            Function<Work.Respond, Optional<Response>> responses) {
        Map<String, LayerEvidence> evidence = new LinkedHashMap<>();
        for (String layer : layers) {
            references.apply(new Work.Reference(layer)).ifPresent(moments -> {
                Map<String, Response> probes = new LinkedHashMap<>();
                images.forEach(image -> responses
                        .apply(new Work.Respond(image, layer))
                        .ifPresent(response -> probes.put(image.sha256(), response)));
                evidence.put(layer, new LayerEvidence(layer, moments, probes));
            });
        }
        return evidence;
    }
}
