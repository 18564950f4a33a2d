package io.github.featviz.worker;

import io.github.featviz.plan.Work;
import java.util.List;

/**
 * What a worker should know of the whole that its units of work are a part of.
 *
 * @param layers all layers that will be looked at, so that the network is opened once
 * @param pictures pictures to be drawn in all, by each process that works on them: whether it pays to find out the fastest way
 * @param threads how many threads the engine may use
 */
record Outlook(List<String> layers, int pictures, int threads) {

    Outlook {
        layers = List.copyOf(layers);
    }

    /** For units that {@code workers} processes on a machine of {@code processors} share. */
    static Outlook of(List<Work> works, int workers, int processors) {
        int pictures = (int) works.stream().filter(Work.Draw.class::isInstance).count();
        return new Outlook(layers(works), pictures / workers, Math.max(1, processors / workers));
    }

    private static List<String> layers(List<Work> works) {
        return works.stream()
                .map(Outlook::layer)
                .filter(layer -> !layer.isEmpty())
                .distinct()
                .toList();
    }

    private static String layer(Work work) {
        if (work instanceof Work.Reference reference) {
            return reference.layer();
        }
        if (work instanceof Work.Answer answer) {
            return answer.layer();
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
        if (work instanceof Work.Rehearse rehearse) {
            return rehearse.sample().get(0).layer();
        }
        return work instanceof Work.Draw draw ? draw.layer() : "";
    }
}
