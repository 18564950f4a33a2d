package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The places found so far, named as PyTorch's feature extraction names them. */
final class Places {

    private static final Pattern NUMBERED = Pattern.compile("_[0-9]+$");

    private final ParameterCounts counts;
    private final Map<String, Place> byName = new LinkedHashMap<>();
    private Map<String, Integer> uses = new HashMap<>();

    Places(ParameterCounts counts) {
        this.counts = counts;
    }

    Map<String, Place> byName() {
        return byName;
    }

    /**
     * Gives its name.
     *
     * @param obstacle why it cannot be tapped; null: it can be
     */
    String module(Value.Module module, @Nullable String obstacle, Step step, Reach reach) {
        ModuleObject object = module.object();
        return add(module.path(), object.simpleName(), true, counts.of(object), weights(object), obstacle, step, reach);
    }

    /** Gives its name. */
    String operation(Value.Module within, String name, Step step, Reach reach) {
        return add(pathOf(within, name), name, false, 0, 0, null, step, reach);
    }

    /** A parameter or buffer that code reads. FX calls it by its whole path, within the module that reads it. Gives its name. */
    String parameter(Value.Module within, Value.Module owner, String name, Step step) {
        String whole = NUMBERED.matcher(pathOf(owner, name).replace('.', '_')).replaceFirst("");
        return add(pathOf(within, whole), CallSite.PARAMETER, false, 0, 0, null, step, new Reach.Fixed());
    }

    /** An operation whose value is no tensor: it has no place, but takes a number. */
    void skipped(Value.Module within, String name) {
        uses.merge(pathOf(within, name), 1, Integer::sum);
    }

    /** Values that take part in a product at every position: those of the module's own tensors that have two dimensions at least. */
    private static long weights(ModuleObject object) {
        return object.attributes().values().stream()
                .filter(value -> value instanceof ObjectReader.Elements elements
                        && elements.shape().size() > 1)
                .mapToLong(value -> ((ObjectReader.Elements) value).count())
                .sum();
    }

    private static String pathOf(Value.Module within, String name) {
        return within.path().isEmpty() ? name : within.path() + "." + name;
    }

    private String add(
            String path,
            String type,
            boolean module,
            long parameters,
            long weights,
            @Nullable String obstacle,
            Step step,
            Reach reach) {
        int use = uses.merge(path, 1, Integer::sum);
        String name = use == 1 ? path : path + "_" + (use - 1);
        Place known = byName.get(name);
        // A module may itself be called relu_1; the second call of relu then goes on counting.
        while (known != null && !known.path().equals(path)) {
            use = uses.merge(path, 1, Integer::sum);
            name = path + "_" + (use - 1);
            known = byName.get(name);
        }
        if (known == null) {
            List<Step> steps = new ArrayList<>(List.of(step));
            byName.put(
                    name,
                    new Place(new CallSite(name, type, module, parameters, weights, obstacle, reach), path, steps));
        } else {
            known.steps().add(step);
            CallSite both = known.site().reaching(Reach.of(List.of(known.site().reach(), reach)));
            byName.put(name, new Place(both, path, known.steps()));
        }
        return name;
    }

    /** What seemed to be a place's value was but a part of the way to it. */
    void moved(String name, Step step) {
        Place place = byName.remove(name);
        if (place != null) {
            List<Step> steps = new ArrayList<>(place.steps());
            steps.set(steps.size() - 1, step);
            byName.put(name, new Place(place.site(), place.path(), steps));
        }
    }

    /** How often each path has been used; for branches, of which only one runs. */
    Map<String, Integer> uses() {
        return new HashMap<>(uses);
    }

    void restore(Map<String, Integer> saved) {
        uses = new HashMap<>(saved);
    }

    void mergeMost(Map<String, Integer> other) {
        other.forEach((path, use) -> uses.merge(path, use, Math::max));
    }
}
