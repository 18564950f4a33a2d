package io.github.featviz.plan;

import io.github.featviz.collection.CollectionException;
import io.github.featviz.collection.Credits;
import io.github.featviz.collection.PhotographCollection;
import io.github.featviz.image.Photograph;
import io.github.featviz.image.PhotographException;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.Nearest;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.PhotographsSpec;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds a spec against a network: every fault that needs both, or the sections with their layers and photographs. */
public final class Planner {

    private final NetworkDescription network;
    private final Map<String, NetworkDescription> others;
    private final LayerOrder order;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Path, ImageFile> images = new LinkedHashMap<>();
    private final Map<Path, PhotographCollection> collections = new HashMap<>();

    private Planner(NetworkDescription network, Map<String, NetworkDescription> others) {
        this.network = network;
        this.others = others;
        this.order = new LayerOrder(network);
    }

    /**
     * Plans a gallery.
     *
     * @throws SpecException with all faults: layers or filters that are not there, photographs that are none
     */
    public static GalleryPlan plan(GallerySpec spec, NetworkDescription network) throws SpecException, IOException {
        return plan(spec, network, Map.of());
    }

    /**
     * Plans a gallery that compares networks.
     *
     * @param others the networks that sections compare with, by name
     * @throws SpecException with all faults: also layers that are not the same in the others
     */
    public static GalleryPlan plan(GallerySpec spec, NetworkDescription network, Map<String, NetworkDescription> others)
            throws SpecException, IOException {
        Planner planner = new Planner(network, others);
        List<SectionPlan> sections = new ArrayList<>();
        for (SectionSpec section : spec.sections()) {
            SectionPlan planned = planner.section(section);
            if (planned != null) {
                sections.add(planned);
            }
        }
        if (!planner.faults.isEmpty()) {
            throw new SpecException(planner.faults);
        }
        return new GalleryPlan(sections);
    }

    private @Nullable SectionPlan section(SectionSpec section) throws IOException {
        Layer layer = layer(section.layer());
        Located<String> named = section.chart();
        Layer chart = named == null ? layer == null ? null : order.chartOf(layer) : layer(named);
        ImageFile image = section.probe() == null ? null : image(section.probe().image());
        PhotographsPlan photographs = section.photographs() == null ? null : photographs(section.photographs());
        if (layer == null || chart == null) {
            return null;
        }
        boolean chartsItsFilters = order.haveSameFilters(layer, chart);
        if (!chartsItsFilters && chartChooses(section)) {
            faults.add(foreign(section, layer, chart));
        } else {
            checkFilters(section, layer, chart);
        }
        section.networks().forEach(name -> checkSame(name, List.of(layer, order.objectiveOf(layer), chart)));
        Stream.concat(Stream.of(section.recipe()), section.compare().stream())
                .map(RecipeSpec::objective)
                .distinct()
                .forEach(objective -> checkObjective(objective, section, layer));
        return new SectionPlan(section, layer, order.objectiveOf(layer), chart, chartsItsFilters, image, photographs);
    }

    private @Nullable Layer layer(Located<String> name) {
        Layer layer = network.layer(name.value()).orElse(null);
        if (layer == null) {
            List<String> names = network.layers().stream()
                    .filter(candidate -> candidate.filters() > 0)
                    .map(Layer::name)
                    .toList();
            faults.add(new Fault(
                    name.mark(),
                    "the network has no layer \"" + name.value() + "\"",
                    "one of its " + names.size() + " layers that have filters",
                    suggestion(Nearest.to(name.value(), names, 3))));
            return null;
        }
        if (layer.filters() == 0) {
            faults.add(new Fault(
                    name.mark(),
                    "layer \"" + name.value() + "\" has no filters: its output is "
                            + (layer.shape().isEmpty()
                                    ? "no tensor"
                                    : layer.shape().toString()),
                    "a layer whose output is [1, filters, height, width], [1, tokens, filters] or [1, filters]",
                    "choose another layer; mvn featviz:layers lists them"));
            return null;
        }
        return layer;
    }

    private static String suggestion(List<String> near) {
        String all = "mvn featviz:layers lists them all";
        return near.isEmpty() ? all : "did you mean " + String.join(" or ", near) + "? " + all;
    }

    private void checkFilters(SectionSpec section, Layer layer, Layer chart) {
        if (section.filters() instanceof FilterSelection.Listed listed) {
            checkNumbers(listed.filters(), layer);
        }
        // Filters that were left out are the expected ones: where both layers have as many, one fault for them is
        // enough.
        boolean isChecked = section.filters() instanceof FilterSelection.Listed listed
                && listed.filters().equals(section.expect())
                && layer.filters() == chart.filters();
        if (!isChecked) {
            checkNumbers(section.expect(), chart);
        }
        // Where filters were left out, they are those of the families, and were checked above.
        if (section.families() != null
                && !(section.filters() instanceof FilterSelection.Listed listed
                        && listed.filters().equals(section.families().of()))) {
            checkNumbers(section.families().of(), layer);
        }
    }

    /** Whether filters are shown for their spikes, or for what is expected of these. */
    private static boolean chartChooses(SectionSpec section) {
        boolean byExpectation = section.filters() instanceof FilterSelection.Listed listed
                && !section.expect().isEmpty()
                && listed.filters().equals(section.expect());
        return byExpectation || section.filters() instanceof FilterSelection.Spikes || section.follow() > 0;
    }

    /** The number of a feature map says nothing about another layer's filters. */
    private static Fault foreign(SectionSpec section, Layer layer, Layer chart) {
        return new Fault(
                section.mark(),
                "spikes of \"%s\" (%s feature maps) cannot choose filters of \"%s\" (%s): featviz cannot tell that they are the same filters"
                        .formatted(chart.name(), chart.filters(), layer.name(), layer.filters()),
                "a charted layer that only norms, activation functions, sums, pools and squeeze-and-excitation separate from the layer",
                "name another chart, or list the filters by number and leave out follow");
    }

    /** Filters can only be compared where both networks have them. */
    private void checkSame(Located<String> name, List<Layer> layers) {
        NetworkDescription other = others.get(name.value());
        if (other == null) {
            return;
        }
        for (Layer layer : layers) {
            int theirs = other.layer(layer.name()).map(Layer::filters).orElse(0);
            if (theirs != layer.filters()) {
                faults.add(new Fault(
                        name.mark(),
                        theirs == 0
                                ? "the network '%s' has no layer \"%s\"".formatted(name.value(), layer.name())
                                : "layer \"%s\" has %s filters in the network '%s' and %s in the gallery's"
                                        .formatted(layer.name(), theirs, name.value(), layer.filters()),
                        "a network of the same architecture",
                        "name a file that was saved from the same code, such as before training"));
                return;
            }
        }
    }

    /** One fault a place: a range that runs over the end is one mistake. */
    private void checkNumbers(List<Located<Integer>> filters, Layer layer) {
        Map<Mark, Integer> beyond = new LinkedHashMap<>();
        for (Located<Integer> filter : filters) {
            if (filter.value() >= layer.filters()) {
                beyond.putIfAbsent(filter.mark(), filter.value());
            }
        }
        beyond.forEach((mark, filter) -> faults.add(new Fault(
                mark,
                "filter %s of %s: layer \"%s\" has no such filter".formatted(filter, layer.filters(), layer.name()),
                "a number from 0 to " + (layer.filters() - 1),
                "correct the number, or the layer's name")));
    }

    private void checkObjective(ObjectiveSpec objective, SectionSpec section, Layer layer) {
        boolean reported = section.filters() instanceof FilterSelection.Listed listed
                && listed.filters().stream().anyMatch(filter -> filter.value() >= layer.filters());
        if (!reported && !objective.weights().isEmpty() && objective.weights().lastKey() >= layer.filters()) {
            faults.add(new Fault(
                    section.layer().mark(),
                    "the %s goes along a filter that layer \"%s\" does not have"
                            .formatted(objective.summary(), layer.name()),
                    "filters from 0 to " + (layer.filters() - 1),
                    "correct the direction, or the layer's name"));
        }
        if (objective.equals(ObjectiveSpec.NEURON) && !layer.hasMaps()) {
            faults.add(new Fault(
                    section.layer().mark(),
                    "filters of \"" + layer.name() + "\" have no places, so there is no neuron at the centre",
                    "a layer with feature maps for objective: neuron",
                    "choose another layer, or objective: channel"));
        }
    }

    private @Nullable PhotographsPlan photographs(PhotographsSpec spec) throws IOException {
        PhotographCollection collection = collection(spec.from());
        Credits credits = spec.credits() == null ? Credits.NONE : credits(spec.credits());
        return collection == null || credits == null ? null : new PhotographsPlan(collection, spec.keep(), credits);
    }

    private @Nullable PhotographCollection collection(Located<Path> from) throws IOException {
        PhotographCollection known = collections.get(from.value());
        if (known != null) {
            return known;
        }
        try {
            PhotographCollection collection = PhotographCollection.open(from.value());
            collections.put(from.value(), collection);
            return collection;
        } catch (CollectionException e) {
            faults.add(new Fault(
                    from.mark(),
                    from.value() + " gives no photographs: " + e.getMessage(),
                    "a folder, a zip or an uncompressed TAR with PNG, JPEG, GIF or BMP files",
                    "correct the path, or put photographs there"));
            return null;
        }
    }

    private @Nullable Credits credits(Located<Path> file) throws IOException {
        try {
            return Credits.read(file.value());
        } catch (CollectionException e) {
            faults.add(new Fault(
                    file.mark(),
                    file.value() + " gives no credits: " + e.getMessage(),
                    "CSV in UTF-8 whose first line is file,credit,source",
                    "correct the file, or delete the key"));
            return null;
        }
    }

    private @Nullable ImageFile image(Located<Path> file) throws IOException {
        ImageFile known = images.get(file.value());
        if (known != null) {
            return known;
        }
        try {
            Photograph.check(file.value());
            ImageFile image = firstOfContent(ImageFile.of(file.value()));
            images.put(file.value(), image);
            return image;
        } catch (PhotographException e) {
            faults.add(new Fault(
                    file.mark(),
                    String.valueOf(e.getMessage()),
                    "a PNG, JPEG, GIF or BMP of at most " + Photograph.MAX_PIXELS / 1_000_000 + " megapixels",
                    "correct the path, or convert the photograph"));
            return null;
        }
    }

    /** The same photograph under two paths is one photograph: counted twice, it would be part of its own baseline. */
    private ImageFile firstOfContent(ImageFile image) {
        return images.values().stream()
                .filter(known -> known.sha256().equals(image.sha256()))
                .findFirst()
                .orElse(image);
    }
}
