package io.github.featviz.build;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.evidence.Change;
import io.github.featviz.evidence.Strength;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Rival;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Answers;
import io.github.featviz.result.Failure;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.NetworkSource;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.SpecException;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Other networks of the same architecture, each with a worker of its own, and what sections show of them. */
final class Rivals implements AutoCloseable {

    private final Session session;
    private final Map<String, Session> others;

    private Rivals(Session session, Map<String, Session> others) {
        this.session = session;
        this.others = others;
    }

    /**
     * Opens the networks that sections compare with; of those that none names nothing is read.
     *
     * @param spec null: nothing is compared
     * @throws SpecException when one cannot be had or is no network that can be run
     */
    static Rivals open(
            @Nullable GallerySpec spec,
            Session session,
            NetworkChooser chooser,
            BuildRequest request,
            BuildListener listener)
            throws SpecException, IOException {
        Rivals rivals = new Rivals(session, new LinkedHashMap<>());
        if (spec == null) {
            return rivals;
        }
        try {
            for (Map.Entry<String, Located<NetworkSource>> named :
                    spec.networks().entrySet()) {
                boolean wanted = spec.sections().stream()
                        .flatMap(section -> section.networks().stream())
                        .anyMatch(name -> name.value().equals(named.getKey()));
                if (wanted) {
                    ChosenNetwork chosen = chooser.beside(
                            named.getValue(), session.network().file().input());
                    rivals.others.put(
                            named.getKey(),
                            Session.open(
                                    chosen,
                                    Store.open(request.storeFolder()),
                                    new WorkerLabour(chosen.file(), request),
                                    listener));
                }
            }
            return rivals;
        } catch (SpecException | IOException | RuntimeException e) {
            rivals.close();
            throw e;
        }
    }

    /** Their layers, by name. */
    Map<String, NetworkDescription> descriptions() {
        Map<String, NetworkDescription> descriptions = new LinkedHashMap<>();
        others.forEach((name, other) -> descriptions.put(name, other.description()));
        return descriptions;
    }

    /** Draws and measures what is missing. */
    void run(GalleryPlan plan, Measurements measurements) throws IOException {
        Set<Work> here = new LinkedHashSet<>();
        for (Map.Entry<String, Session> other : others.entrySet()) {
            Set<Work> there = new LinkedHashSet<>();
            for (SectionPlan section : plan.sections()) {
                if (names(section).contains(other.getKey())) {
                    here.add(answer(section));
                    there.add(answer(section));
                    there.add(new Work.Reference(section.objective().name()));
                    for (int filter : section.filters(measurements.spikes(section))) {
                        there.add(section.drawing(filter));
                    }
                }
            }
            List<Work> works = List.copyOf(there);
            if (!other.getValue().runner().missing(works).isEmpty()) {
                // Each crew reckons with all of the memory.
                session.labour().close();
            }
            other.getValue().runner().complete(works);
            other.getValue().labour().close();
        }
        if (!here.isEmpty()) {
            session.runner().complete(List.copyOf(here));
        }
    }

    /** What a section shows of other networks. */
    List<Rival> of(SectionPlan section, List<Integer> filters) throws IOException {
        List<Rival> rivals = new ArrayList<>();
        for (String name : names(section)) {
            Session other = Objects.requireNonNull(others.get(name));
            Map<Integer, Plate> plates = new LinkedHashMap<>();
            for (int filter : filters) {
                plates.put(filter, plate(other.runner(), section.drawing(filter)));
            }
            rivals.add(new Rival(
                    name,
                    other.network().label(),
                    other.network().file().sha256(),
                    plates,
                    changes(section, other.runner())));
        }
        return rivals;
    }

    private List<Change> changes(SectionPlan section, WorkRunner there) throws IOException {
        Optional<Answers> ours = session.runner().result(answer(section), Answers.class);
        Optional<Answers> theirs = there.result(answer(section), Answers.class);
        return ours.isPresent() && theirs.isPresent() ? Change.falling(ours.get(), theirs.get()) : List.of();
    }

    private static Plate plate(WorkRunner runner, Work.Draw drawing) throws IOException {
        Work.Reference reference = new Work.Reference(drawing.layer());
        Optional<Store.Entry> entry = runner.entry(drawing);
        Optional<Moments> references = runner.result(reference, Moments.class);
        if (entry.isEmpty() || references.isEmpty()) {
            String reason = runner.failure(drawing)
                    .or(() -> runner.failure(reference))
                    .map(Failure::reason)
                    .orElse("not made yet");
            return new Plate(drawing.recipe(), drawing.precision(), null, reason, false);
        }
        Picture picture = entry.get().read(Picture.class);
        ObjectiveSpec objective = drawing.recipe().objective();
        Strength strength = Strength.of(
                objective.weightsOf(drawing.filter()),
                new Response(picture.response()),
                references.get(),
                List.of(),
                objective.equals(ObjectiveSpec.NEURON)
                        ? Baseline.ofPlaces(references.get(), List.of())
                        : Baseline.of(references.get(), List.of()));
        Made made = new Made(entry.get().file("picture.png"), picture, strength);
        return new Plate(drawing.recipe(), drawing.precision(), made, null, false);
    }

    private static List<String> names(SectionPlan section) {
        return section.spec().networks().stream().map(Located::value).distinct().toList();
    }

    private static Work.Answer answer(SectionPlan section) {
        return new Work.Answer(section.tuned().name());
    }

    /** Pictures made in the other networks. */
    List<WorkRunner> runners() {
        return others.values().stream().map(Session::runner).toList();
    }

    @Override
    public void close() {
        others.values().forEach(Session::close);
    }
}
