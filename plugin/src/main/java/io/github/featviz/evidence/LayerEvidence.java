package io.github.featviz.evidence;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Everything measured at one layer, from which charts, verdicts and strengths follow.
 *
 * <p>A photograph is judged against the reference images and the <em>other</em> photographs. Were it part of its own baseline,
 * no filter could stand out by more than (n − 1) / √n standard deviations of n images, however wildly it answers.
 *
 * @param layer name of the layer
 * @param references moments of the made reference images
 * @param probes each photograph's response by an id of the caller's choice (the file's digest, say), each photograph once
 */
public record LayerEvidence(String layer, Moments references, Map<String, Response> probes) {
    /** Keeps the photographs' order. */
    public LayerEvidence {
        probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
    }

    /** Number of filters. */
    public int filters() {
        return references.mean().size();
    }

    /** Whether the photograph was measured here. */
    public boolean has(String probe) {
        return probes.containsKey(probe);
    }

    /** What is usual without this photograph: the reference images and the other photographs. */
    public Baseline baselineWithout(String probe) {
        Map<String, Response> others = new LinkedHashMap<>(probes);
        others.remove(probe);
        return Baseline.of(references, others.values());
    }

    /**
     * The photograph's spike chart.
     *
     * @param howMany how many of the largest spikes to name
     */
    public SpikeChart chart(String probe, int howMany) {
        return SpikeChart.of(layer, response(probe), baselineWithout(probe), howMany);
    }

    /** How far a filter's answer to a photograph stands above its mean over the other images, in standard deviations. */
    public double sigma(String probe, int filter) {
        return baselineWithout(probe).sigma(filter, response(probe).means().get(filter));
    }

    /** What becomes of the hypothesis that the filter spikes on the photograph. */
    public Verdict verdict(String probe, int filter) {
        return Verdict.of(filter, chart(probe, 0));
    }

    /** The network's own answer to a finished picture of the filter at this layer. */
    public Strength strength(int filter, Picture picture) {
        return Strength.of(filter, picture, references, new ArrayList<>(probes.values()));
    }

    private Response response(String probe) {
        return Objects.requireNonNull(probes.get(probe), () -> "no response of " + probe + " at " + layer);
    }
}
