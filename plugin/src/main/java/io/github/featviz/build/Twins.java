package io.github.featviz.build;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.evidence.Likeness;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Seeds;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Picture;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Compares pictures of one filter that began from different seeds, as the network sees them. */
final class Twins {

    private final WorkRunner runner;
    private final Measurements measurements;
    private final Inquiry inquiry;
    private final Map<Mains, Map<UnitId, List<Double>>> mains = new LinkedHashMap<>();

    /** Pictures that compare with each other. */
    private record Mains(String layer, boolean ofNeurons) {}

    Twins(WorkRunner runner, Measurements measurements, Inquiry inquiry) {
        this.runner = runner;
        this.measurements = measurements;
        this.inquiry = inquiry;
    }

    /** How alike a filter's pictures are; null where there are fewer than two that differ in nothing but the seed. */
    @Nullable
    Seeds of(UnitId unit, String layer, List<Plate> plates) throws IOException {
        ObjectiveSpec objective = plates.get(0).recipe().objective();
        Baseline usual = measurements.baseline(layer, objective).orElse(null);
        List<List<Double>> own = plates.stream()
                .filter(plate -> plate.isTwinOf(plates.get(0)))
                .flatMap(plate -> Optional.ofNullable(plate.made()).stream())
                .map(made -> made.picture().response())
                .toList();
        if (usual == null || own.size() < 2) {
            return null;
        }
        OptionalDouble others = mains(layer, objective.equals(ObjectiveSpec.NEURON)).entrySet().stream()
                .filter(other -> !other.getKey().equals(unit))
                .flatMap(other -> own.stream().map(picture -> Likeness.of(picture, other.getValue(), usual)))
                .mapToDouble(Double::doubleValue)
                .average();
        return new Seeds(own.size(), alike(own, usual), others.isPresent() ? others.getAsDouble() : null);
    }

    private static double alike(List<List<Double>> pictures, Baseline usual) {
        List<Double> pairs = new ArrayList<>();
        for (int i = 1; i < pictures.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(Likeness.of(pictures.get(i), pictures.get(j), usual));
            }
        }
        return pairs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** What the main pictures of all filters that are drawn at a layer do to it: to its maps, or to one place as pictures of neurons do. */
    private Map<UnitId, List<Double>> mains(String layer, boolean ofNeurons) throws IOException {
        Mains place = new Mains(layer, ofNeurons);
        Map<UnitId, List<Double>> known = mains.get(place);
        if (known != null) {
            return known;
        }
        Map<UnitId, List<Double>> found = new LinkedHashMap<>();
        for (var unit : inquiry.drawings().entrySet()) {
            Work.Draw main = unit.getValue().iterator().next();
            boolean ofNeuron = main.recipe().objective().equals(ObjectiveSpec.NEURON);
            Optional<Store.Entry> entry =
                    main.layer().equals(layer) && ofNeuron == ofNeurons ? runner.entry(main) : Optional.empty();
            if (entry.isPresent()) {
                found.put(unit.getKey(), entry.get().read(Picture.class).response());
            }
        }
        mains.put(place, found);
        return found;
    }
}
