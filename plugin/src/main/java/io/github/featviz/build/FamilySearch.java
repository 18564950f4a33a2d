package io.github.featviz.build;

import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.TuningCurves;
import io.github.featviz.gallery.Exhibition.Relations;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Tuning;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.Located;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the families of filters: changes their pictures, sees who answers, and changes the pictures of those in turn. What is not
 * measured yet counts as absent.
 */
final class FamilySearch {

    /** So many are drawn for each family, those that care most how its picture was changed. */
    private static final int MOST_CANDIDATES = 12;

    private final WorkRunner runner;
    private final Measurements measurements;

    FamilySearch(WorkRunner runner, Measurements measurements) {
        this.runner = runner;
        this.measurements = measurements;
    }

    /** Does what is missing. The pictures of the filters whose families are looked for are there or have failed. */
    void run(GalleryPlan plan) throws IOException {
        List<SectionPlan> sections = plan.sections().stream()
                .filter(section -> section.spec().families() != null)
                .toList();
        complete(sections, this::named, this::tunings);
        complete(sections, this::candidates, this::drawings);
        complete(sections, this::candidates, this::tunings);
    }

    /** Filters of a section. */
    @FunctionalInterface
    private interface Choice {
        Collection<Integer> of(SectionPlan section) throws IOException;
    }

    /** What is to be done for some filters of a section. */
    @FunctionalInterface
    private interface Works {
        List<Work> of(SectionPlan section, Collection<Integer> filters) throws IOException;
    }

    private void complete(List<SectionPlan> sections, Choice filters, Works works) throws IOException {
        List<Work> all = new ArrayList<>();
        for (SectionPlan section : sections) {
            all.addAll(works.of(section, filters.of(section)));
        }
        if (!all.isEmpty()) {
            runner.complete(all);
        }
    }

    private List<Work> drawings(SectionPlan section, Collection<Integer> filters) {
        return filters.stream().<Work>map(filter -> section.drawing(filter)).toList();
    }

    private List<Work> tunings(SectionPlan section, Collection<Integer> filters) throws IOException {
        List<Work> works = new ArrayList<>();
        for (int filter : filters) {
            tune(section, filter).ifPresent(works::add);
        }
        return works;
    }

    /** Those that may turn out to be relatives: each costs a picture. */
    private Set<Integer> candidates(SectionPlan section) throws IOException {
        Set<Integer> candidates = new LinkedHashSet<>();
        for (int filter : named(section)) {
            curves(section, filter).ifPresent(curves -> candidates.addAll(candidates(curves, filter)));
        }
        return candidates;
    }

    /** Pictures of the families' members, as far as they are known. */
    List<Work.Draw> drawings(SectionPlan section) throws IOException {
        Relations relations = relations(section);
        return relations == null
                ? List.of()
                : relations.families().stream()
                        .flatMap(family -> family.members().stream())
                        .map(Family.Member::filter)
                        .distinct()
                        .map(filter -> section.drawing(filter))
                        .toList();
    }

    /** A section's families; null where it looks for none. */
    @Nullable
    Relations relations(SectionPlan section) throws IOException {
        FamiliesSpec spec = section.spec().families();
        if (spec == null) {
            return null;
        }
        List<Family> families = new ArrayList<>();
        for (int filter : named(section)) {
            Optional<TuningCurves> curves = curves(section, filter);
            if (curves.isPresent()) {
                families.add(family(section, filter, curves.get()));
            }
        }
        return new Relations(spec.by(), families);
    }

    private Family family(SectionPlan section, int filter, TuningCurves curves) throws IOException {
        Map<Integer, TuningCurves> tried = new LinkedHashMap<>();
        tried.put(filter, curves);
        for (int candidate : candidates(curves, filter)) {
            curves(section, candidate).ifPresent(own -> tried.put(candidate, own));
        }
        FamiliesSpec spec = Objects.requireNonNull(section.spec().families());
        return Family.of(filter, curves.steps().indexOf(spec.by().unchanged()), tried);
    }

    private List<Integer> named(SectionPlan section) {
        FamiliesSpec spec = section.spec().families();
        return spec == null ? List.of() : spec.of().stream().map(Located::value).toList();
    }

    private static List<Integer> candidates(TuningCurves curves, int filter) {
        return curves.candidates(filter).stream().limit(MOST_CANDIDATES).toList();
    }

    /** Nothing where the filter has no picture. */
    private Optional<Work> tune(SectionPlan section, int filter) throws IOException {
        Optional<Store.Entry> picture = runner.entry(section.drawing(filter));
        if (picture.isEmpty()) {
            return Optional.empty();
        }
        FamiliesSpec spec = Objects.requireNonNull(section.spec().families());
        return Optional.of(new Work.Tune(
                ImageFile.of(picture.get().file("picture.png")), section.tuned().name(), filter, spec.by()));
    }

    private Optional<TuningCurves> curves(SectionPlan section, int filter) throws IOException {
        Optional<Work> tune = tune(section, filter);
        Optional<Tuning> tuning = tune.isEmpty() ? Optional.empty() : runner.result(tune.get(), Tuning.class);
        String layer = section.tuned().name();
        return tuning.flatMap(
                found -> measurements.references(layer).map(references -> TuningCurves.of(found, references)));
    }
}
