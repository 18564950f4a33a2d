package io.github.featviz.plan;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.Nearest;
import io.github.featviz.spec.SectionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a spec against a network: layers that are not there, filters beyond the last, charts that do not fit. */
final class NetworkCheck {
    private static final String LIST_THEM = "mvn featviz:layers lists all layers";

    private final NetworkDescription network;
    private final CallOrder order;
    private final List<String> usable;
    private final List<Fault> faults = new ArrayList<>();

    NetworkCheck(NetworkDescription network) {
        this.network = network;
        this.order = new CallOrder(network);
        this.usable = network.layers().stream()
                .filter(layer -> layer.filters() > 0)
                .map(Layer::name)
                .toList();
    }

    /** All faults, in the spec's order. */
    List<Fault> faults(GallerySpec spec) {
        spec.sections().forEach(this::check);
        return List.copyOf(faults);
    }

    private void check(SectionSpec section) {
        Optional<Layer> layer = layer(section.layer());
        Located<String> named = section.chart();
        Optional<Layer> chart = named == null ? layer.map(order::chart) : layer(named);
        layer.ifPresent(found -> checkFilters(section, found, chart));
        chart.ifPresent(charted -> checkNumbers(section.expect(), charted));
        if (layer.isPresent() && chart.isPresent() && named != null) {
            checkSameFilters(section, layer.get(), chart.get(), named.mark());
        }
    }

    private void checkFilters(SectionSpec section, Layer layer, Optional<Layer> chart) {
        if (section.filters() instanceof FilterSelection.Listed listed) {
            // Filters that were left out are the expected ones: where both layers have as many, one fault for them is
            // enough.
            boolean checkedAsExpected = listed.filters().equals(section.expect())
                    && chart.filter(charted -> charted.filters() == layer.filters())
                            .isPresent();
            if (!checkedAsExpected) {
                checkNumbers(listed.filters(), layer);
            }
        }
    }

    private Optional<Layer> layer(Located<String> name) {
        Optional<Layer> layer = network.layer(name.value());
        if (layer.isEmpty()) {
            List<String> near = Nearest.to(name.value(), usable, 3);
            faults.add(new Fault(
                    name.mark(),
                    "there is no layer '" + name.value() + "' in " + network.name(),
                    "the name of one of its " + network.layers().size() + " layers",
                    near.isEmpty() ? LIST_THEM : "write " + String.join(" or ", near) + "; " + LIST_THEM));
        } else if (layer.get().filters() == 0) {
            faults.add(new Fault(
                    name.mark(),
                    "the output of layer '" + name.value() + "' has no filters: " + shape(layer.get()),
                    "a layer with the output [1, C, H, W] or [1, C]",
                    "name another layer; " + LIST_THEM + " with their outputs"));
        }
        return layer.filter(found -> found.filters() > 0);
    }

    private static String shape(Layer layer) {
        return layer.shape().isEmpty() ? "it is no single tensor" : "its shape is " + layer.shape();
    }

    private void checkNumbers(List<Located<Integer>> filters, Layer layer) {
        Map<Mark, Integer> beyond = new LinkedHashMap<>();
        for (Located<Integer> filter : filters) {
            if (filter.value() >= layer.filters()) {
                beyond.putIfAbsent(filter.mark(), filter.value());
            }
        }
        beyond.forEach((mark, filter) -> faults.add(new Fault(
                mark,
                "there is no filter " + filter + " in layer '" + layer.name() + "', which has " + layer.filters(),
                "filter numbers from 0 to " + (layer.filters() - 1),
                "correct the number or name another layer")));
    }

    /** A spike of map 17 speaks of filter 17 only where there is one map for each filter. */
    private void checkSameFilters(SectionSpec section, Layer layer, Layer chart, Mark mark) {
        boolean needed = section.follow() > 0 || section.filters() instanceof FilterSelection.Spikes;
        if (needed && layer.filters() != chart.filters()) {
            faults.add(new Fault(
                    mark,
                    "layer '%s' has %d filters, but the charted layer '%s' has %d"
                            .formatted(layer.name(), layer.filters(), chart.name(), chart.filters()),
                    "as many, so that a spike there belongs to a filter here",
                    "chart another layer, or delete 'chart': then it is '"
                            + order.chart(layer).name() + "'"));
        }
    }
}
