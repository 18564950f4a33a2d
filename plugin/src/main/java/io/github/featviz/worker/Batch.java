package io.github.featviz.worker;

import io.github.featviz.plan.Work;
import java.util.List;

/**
 * Units of work that are handed over together, so that the network is opened once with all the layers they need.
 *
 * @param works done in this order
 */
record Batch(List<Work> works) {

    Batch {
        works = List.copyOf(works);
    }

    /** The layers the units look at. */
    List<String> layers() {
        return works.stream()
                .map(Batch::layer)
                .filter(layer -> !layer.isEmpty())
                .distinct()
                .toList();
    }

    private static String layer(Work work) {
        if (work instanceof Work.Reference reference) {
            return reference.layer();
        }
        if (work instanceof Work.Respond respond) {
            return respond.layer();
        }
        if (work instanceof Work.MapFeature map) {
            return map.layer();
        }
        if (work instanceof Work.Survey survey) {
            return survey.layer();
        }
        if (work instanceof Work.Tune tune) {
            return tune.layer();
        }
        return work instanceof Work.Draw draw ? draw.layer() : "";
    }
}
