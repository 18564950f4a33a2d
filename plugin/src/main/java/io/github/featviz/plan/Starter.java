package io.github.featviz.plan;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.evidence.LayerEvidence;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file to start from: convolutions spread over the network's depth, and the filters of each that answer most selectively.
 *
 * <p>Selective is, with photographs, the filter whose answer to one of them stands highest above its answers to all other
 * images; without, the one whose answers to the reference images spread most widely for their mean.
 */
public final class Starter {
    private static final int LAYERS = 6;
    private static final int FILTERS = 8;

    /** A convolution with no more values a filter works on one channel at a time (7 × 7 and bias): it has no features of its own. */
    private static final int DEPTHWISE = 50;

    private final NetworkDescription network;
    private final CallOrder order;
    private final List<ImageFile> probes;
    private final List<Layer> layers;

    /**
     * @param network the network
     * @param probes photographs to find spikes on; may be empty
     */
    public Starter(NetworkDescription network, List<ImageFile> probes) {
        this.network = network;
        this.order = new CallOrder(network);
        this.probes = List.copyOf(probes);
        this.layers = spread(candidates());
    }

    /** The layers of the file, first to last, about six; empty when the network has no layer with filters. */
    public List<String> candidateLayers() {
        return layers.stream().map(Layer::name).toList();
    }

    /** What must be measured to choose filters: the layers where spikes of the candidates are charted. */
    public Measurements measurements() {
        return new Measurements(
                layers.stream()
                        .map(layer -> order.chart(layer).name())
                        .distinct()
                        .toList(),
                probes);
    }

    private List<Layer> candidates() {
        List<Layer> convolutions = network.layers().stream()
                .filter(layer -> order.isConvolution(layer) && layer.shape().size() == 4 && layer.filters() > 0)
                .toList();
        List<Layer> mixing = IntStream.range(0, convolutions.size())
                .filter(i -> i == 0 || mixesChannels(convolutions.get(i)))
                .mapToObj(convolutions::get)
                .toList();
        return mixing.isEmpty()
                ? network.layers().stream().filter(layer -> layer.filters() > 0).toList()
                : mixing;
    }

    /** Neither depthwise, nor the inside of a squeeze-and-excitation block, whose maps are single values. */
    private static boolean mixesChannels(Layer layer) {
        boolean hasArea = layer.shape().get(2) * layer.shape().get(3) > 1;
        return hasArea && layer.parameters() > (long) DEPTHWISE * layer.filters();
    }

    private static List<Layer> spread(List<Layer> candidates) {
        int last = candidates.size() - 1;
        Set<Layer> chosen = new LinkedHashSet<>();
        for (int i = 0; i < LAYERS && last >= 0; i++) {
            chosen.add(candidates.get(Math.round(i * last / (float) (LAYERS - 1))));
        }
        return List.copyOf(chosen);
    }

    /**
     * The file's text, which {@link io.github.featviz.spec.SpecReader} reads without a fault once it lies in {@code folder}.
     *
     * @param folder where the file will lie; paths in it are relative to this folder
     * @param file the network and its input format
     * @param classes class names; null: none
     * @param assumed what was assumed about the input, one sentence; null: nothing was
     * @param evidence from {@link Measurements#evidence}; a layer that is missing there shows its first filters
     * @throws IllegalStateException when there are no candidate layers
     */
    public String yaml(
            Path folder,
            NetworkFile file,
            @Nullable Path classes,
            @Nullable String assumed,
            Map<String, LayerEvidence> evidence) {
        if (layers.isEmpty()) {
            throw new IllegalStateException("no layer of " + network.name() + " has filters");
        }
        StarterText text = new StarterText(folder);
        text.network(network, file, classes, assumed);
        for (Layer layer : layers) {
            text.layer(layer, selective(layer, evidence));
        }
        Layer deepest = layers.get(layers.size() - 1);
        probes.forEach(probe -> text.probe(deepest, probe.path()));
        return text.toString();
    }

    private List<Integer> selective(Layer layer, Map<String, LayerEvidence> evidence) {
        LayerEvidence measured = evidence.get(order.chart(layer).name());
        IntToDoubleFunction selectivity = measured == null ? filter -> 0 : selectivity(measured);
        List<Double> scores = IntStream.range(0, layer.filters())
                .mapToObj(selectivity::applyAsDouble)
                .toList();
        return IntStream.range(0, layer.filters())
                .boxed()
                .sorted(Comparator.comparing((Integer filter) -> scores.get(filter), Comparator.reverseOrder()))
                .limit(FILTERS)
                .toList();
    }

    private static IntToDoubleFunction selectivity(LayerEvidence evidence) {
        if (evidence.probes().isEmpty()) {
            return spread(evidence);
        }
        List<List<Double>> sigmas = new ArrayList<>();
        evidence.probes()
                .forEach((id, response) ->
                        sigmas.add(evidence.baselineWithout(id).sigmas(response.means())));
        return filter -> sigmas.stream()
                .mapToDouble(ofProbe -> ofProbe.get(filter))
                .max()
                .orElse(0);
    }

    /** Coefficient of variation; the layer's mean deviation in the denominator keeps filters that hardly answer from winning. */
    private static IntToDoubleFunction spread(LayerEvidence evidence) {
        Baseline baseline = Baseline.of(evidence.references(), List.of());
        double usual = baseline.deviation().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        return filter ->
                baseline.deviation().get(filter) / (Math.abs(baseline.mean().get(filter)) + usual);
    }
}
