package io.github.featviz.build;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.Failure;
import io.github.featviz.store.Parallel;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that results are in the store, having done what is missing. */
final class WorkRunner {

    private final NetworkFile network;
    private final Store store;
    private final Labour labour;
    private final BuildListener listener;
    private final Map<Work, Failure> failures = new LinkedHashMap<>();
    private final Set<Work> made = new HashSet<>();
    private final Set<Work> reused = new HashSet<>();

    WorkRunner(NetworkFile network, Store store, Labour labour, BuildListener listener) {
        this.network = network;
        this.store = store;
        this.labour = labour;
        this.listener = listener;
    }

    /** Whoever does units of work and puts their results into the store. */
    @FunctionalInterface
    interface Labour {
        /** Does the units in order; failures of single units are reported to {@code outcome}, not thrown. */
        void run(List<Work> works, Outcome outcome) throws IOException;
    }

    /** Told what became of each unit. */
    interface Outcome {
        void started(Work work);

        void progress(Work work, int step, int steps, int units);

        void finished(Work work);

        void failed(Work work, String reason);

        /** Something the user should know. */
        void noted(String text);
    }

    /** Does those of the units that have no result yet and have not failed in this build. */
    void complete(List<Work> works) throws IOException {
        List<Work> missing = missing(works);
        listener.stage(missing.size(), reused.size());
        if (!missing.isEmpty()) {
            labour.run(missing, new Notes());
        }
    }

    /** Those of the units that have no result yet and have not failed in this build. */
    List<Work> missing(List<Work> works) throws IOException {
        List<Work> open = works.stream()
                .distinct()
                .filter(work -> !made.contains(work) && !failures.containsKey(work))
                .toList();
        Set<Work> found = ConcurrentHashMap.newKeySet();
        Parallel.forEach(open, work -> entry(work).ifPresent(entry -> found.add(work)));
        found.stream().filter(work -> !(work instanceof Work.Rehearse)).forEach(reused::add);
        return open.stream().filter(work -> !found.contains(work)).toList();
    }

    /** Forgets the results of these units, so that they are made again. */
    void forget(List<Work> works) throws IOException {
        for (Work work : works) {
            store.remove(WorkKey.of(network, work));
        }
    }

    /** The result of a unit, or nothing where it failed. */
    <T> Optional<T> result(Work work, Class<T> type) throws IOException {
        Optional<Store.Entry> entry = entry(work);
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry.get().read(type));
    }

    /** The stored entry of a unit, or nothing where it failed. */
    Optional<Store.Entry> entry(Work work) throws IOException {
        return store.find(WorkKey.of(network, work));
    }

    /** Why the unit failed in this build. */
    Optional<Failure> failure(Work work) {
        return Optional.ofNullable(failures.get(work));
    }

    /** One line for each unit that failed. */
    List<String> failureLines() {
        return failures.entrySet().stream()
                .map(failed ->
                        failed.getKey().title() + ": " + failed.getValue().reason())
                .toList();
    }

    int made() {
        return made.size();
    }

    int reused() {
        return reused.size();
    }

    private final class Notes implements Outcome {
        @Override
        public void started(Work work) {
            listener.started(work.title());
        }

        @Override
        public void progress(Work work, int step, int steps, int units) {
            listener.progress(work.title(), step, steps, units);
        }

        @Override
        public void finished(Work work) {
            if (!(work instanceof Work.Rehearse)) {
                made.add(work);
            }
            listener.finished(work.title());
        }

        @Override
        public void noted(String text) {
            listener.note(text);
        }

        @Override
        public void failed(Work work, String reason) {
            // What cannot be timed will tell why when it is to be drawn.
            if (work instanceof Work.Rehearse) {
                return;
            }
            failures.put(work, new Failure(reason));
            // Without these the build cannot go on; the fault that ends it tells the reason.
            if (!(work instanceof Work.Describe || work instanceof Work.Verify)) {
                listener.failed(work.title(), reason);
            }
        }
    }
}
