package io.github.featviz.network;

import io.github.featviz.result.Layer;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.torchscript.CallSite;
import io.github.featviz.torchscript.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what the code and a run of it tell of each layer. */
final class LayerCatalogue {

    private final List<CallSite> sites;
    private final Map<String, List<Long>> shapes;

    LayerCatalogue(List<CallSite> sites, Map<String, List<Long>> shapes) {
        this.sites = sites.stream().filter(CallSite::depends).toList();
        this.shapes = shapes;
    }

    /** A list that more can be added to. */
    List<Layer> layers() {
        Map<String, Long> products = products();
        List<Layer> layers = new ArrayList<>();
        for (CallSite site : sites) {
            layers.add(new Layer(
                    site.name(),
                    site.type(),
                    site.module(),
                    shape(site),
                    site.parameters(),
                    products.getOrDefault(site.name(), 0L),
                    field(site)));
        }
        return layers;
    }

    private List<Long> shape(CallSite site) {
        return shapes.getOrDefault(site.name(), List.of());
    }

    /** Products of each layer with weights count for every module around it too. */
    private Map<String, Long> products() {
        Map<String, Long> products = new TreeMap<>();
        for (CallSite site : sites) {
            long own = products(site);
            String path = site.name();
            while (own > 0 && !path.isEmpty()) {
                products.merge(path, own, Long::sum);
                path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
            }
        }
        return products;
    }

    /** Every weight is used once at every position of the output. */
    private long products(CallSite site) {
        Layer layer = new Layer(site.name(), site.type(), site.module(), shape(site), site.parameters());
        int filters = layer.filters();
        if (site.weights() == 0 || filters == 0) {
            return 0;
        }
        long elements = layer.shape().stream().reduce(1L, (a, b) -> a * b);
        return elements / filters * site.weights();
    }

    private @Nullable ReceptiveField field(CallSite site) {
        if (site.reach() instanceof Reach.Whole) {
            return ReceptiveField.WHOLE;
        }
        if (!(site.reach() instanceof Reach.Window window)) {
            return null;
        }
        // A vector has no positions: whatever flattened it took them all.
        return shape(site).size() == 2 ? ReceptiveField.WHOLE : new ReceptiveField(axis(window.y()), axis(window.x()));
    }

    private static ReceptiveField.Axis axis(Reach.Axis axis) {
        return new ReceptiveField.Axis(axis.size(), axis.stride(), axis.center());
    }
}
