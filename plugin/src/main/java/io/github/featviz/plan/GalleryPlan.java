package io.github.featviz.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A spec that fits its network, and the measurements that it needs.
 *
 * @param sections the sections in the user's order
 */
public record GalleryPlan(List<SectionPlan> sections) {

    /** Every photograph once, in order of appearance. */
    public List<ImageFile> images() {
        return sections.stream()
                .map(SectionPlan::image)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Every layer at which anything is measured: objectives and charts, in order of appearance. */
    public List<String> measuredLayers() {
        Set<String> layers = new LinkedHashSet<>();
        for (SectionPlan section : sections) {
            layers.add(section.objective().name());
            if (section.image() != null || section.chartsItsFilters()) {
                layers.add(section.chart().name());
            }
        }
        return List.copyOf(layers);
    }

    /** What must be known before filters can be chosen by their spikes. */
    public List<Work> measurements() {
        List<Work> works = new ArrayList<>();
        for (String layer : measuredLayers()) {
            works.add(new Work.Reference(layer));
            for (ImageFile image : images()) {
                works.add(new Work.Respond(image, layer));
            }
        }
        images().forEach(image -> works.add(new Work.Classify(image)));
        works.addAll(maps());
        return works;
    }

    /** Heat maps of what was expected. */
    private List<Work> maps() {
        List<Work> works = new ArrayList<>();
        for (SectionPlan section : sections) {
            ImageFile image = section.image();
            if (image != null && section.chart().hasMaps()) {
                section.spec()
                        .expect()
                        .forEach(filter -> works.add(
                                new Work.MapFeature(image, section.chart().name(), filter.value())));
            }
        }
        return works;
    }
}
