package io.github.featviz.plan;

import io.github.featviz.evidence.Spike;
import io.github.featviz.result.Layer;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SectionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A section and the places in the network that it is about.
 *
 * @param spec what the user wrote
 * @param layer the layer it names
 * @param objective where the pictures' objective is taken: {@code layer}, or what feeds it when it is an activation function
 * @param chart where spikes are measured
 * @param chartsItsFilters whether the chart's feature maps are those of the layer's filters, such as behind the activation function;
 *     else they are another layer's, and so are the expected ones
 * @param image the probe photograph; null: none
 * @param photographs many photographs to choose from; null: none
 */
public record SectionPlan(
        SectionSpec spec,
        Layer layer,
        Layer objective,
        Layer chart,
        boolean chartsItsFilters,
        @Nullable ImageFile image,
        @Nullable PhotographsPlan photographs) {

    /** A picture that stays grey is begun again with the next two seeds, which must not be another picture's. */
    private static final int SEEDS_APART = 3;

    /** A section that charts its own filters. */
    public SectionPlan(
            SectionSpec spec,
            Layer layer,
            Layer objective,
            Layer chart,
            @Nullable ImageFile image,
            @Nullable PhotographsPlan photographs) {
        this(spec, layer, objective, chart, true, image, photographs);
    }

    /** Where it is measured who answers to a picture: the charted layer, whose filters are the layer's, or else the objective's. */
    public Layer tuned() {
        return chartsItsFilters ? chart : objective;
    }

    /** The layer that the expected filters are of. */
    public Layer expectedOf() {
        return chartsItsFilters ? layer : chart;
    }

    /** Filters that are shown, in the user's order; {@code spikes} says the charted layer's filters, largest spike first. */
    public List<Integer> filters(List<Spike> spikes) {
        FilterSelection selection = spec.filters();
        if (selection instanceof FilterSelection.Listed listed) {
            return listed.filters().stream().map(Located::value).distinct().toList();
        }
        if (selection instanceof FilterSelection.Spikes wanted) {
            return spikes.stream().limit(wanted.count()).map(Spike::filter).toList();
        }
        return IntStream.range(0, layer.filters()).boxed().toList();
    }

    /** Filters that are visualised because they spike too: the largest that are neither shown nor expected, and stand out at all. */
    public List<Integer> followed(List<Spike> spikes) {
        List<Integer> known = new ArrayList<>(filters(spikes));
        spec.expect().forEach(expected -> known.add(expected.value()));
        return spikes.stream()
                .filter(Spike::standsOut)
                .map(Spike::filter)
                .filter(filter -> !known.contains(filter))
                .limit(spec.follow())
                .toList();
    }

    /** Every filter that needs a picture here: shown, expected of this layer, followed, or whose family is looked for. */
    public List<Integer> drawn(List<Spike> spikes) {
        List<Integer> drawn = new ArrayList<>(filters(spikes));
        if (chartsItsFilters) {
            spec.expect().forEach(expected -> drawn.add(expected.value()));
        }
        drawn.addAll(followed(spikes));
        if (spec.families() != null) {
            spec.families().of().forEach(filter -> drawn.add(filter.value()));
        }
        return drawn.stream().distinct().toList();
    }

    /** The pictures of this section. */
    public List<Work.Draw> drawings(List<Spike> spikes) {
        List<Work.Draw> drawings = new ArrayList<>();
        for (int filter : drawn(spikes)) {
            drawings.add(drawing(filter));
        }
        for (int filter : filters(spikes)) {
            for (int other = 1; other < spec.seeds(); other++) {
                long seed = spec.recipe().seed() + (long) other * SEEDS_APART;
                drawings.add(drawing(filter, spec.recipe().withSeed(seed)));
            }
            for (int member = 1; member < spec.recipe().diversity(); member++) {
                drawings.add(drawing(filter, spec.recipe().withMember(member)));
            }
        }
        for (int filter : filters(spikes)) {
            for (RecipeSpec recipe : spec.compare()) {
                drawings.add(drawing(filter, recipe));
            }
        }
        return drawings;
    }

    /** A filter's first picture. */
    public Work.Draw drawing(int filter) {
        return drawing(filter, spec.recipe());
    }

    /** Whether a picture is of the filter that pages know by this name, such as {@code features.40:12}. */
    public boolean isOf(String name, Work.Draw drawing) {
        return name.equals(layer.name() + ":" + drawing.filter())
                || name.equals(drawing.layer() + ":" + drawing.filter());
    }

    private Work.Draw drawing(int filter, RecipeSpec recipe) {
        return new Work.Draw(objective.name(), filter, recipe, spec.precision());
    }
}
