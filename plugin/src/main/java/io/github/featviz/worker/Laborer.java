package io.github.featviz.worker;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes batches as they come, puts results into the store and says how it goes. */
final class Laborer {

    private final NetworkFile network;
    private final Store store;
    private final WorkBench bench;
    private final Consumer<Event> events;

    Laborer(NetworkFile network, Store store, WorkBench bench, Consumer<Event> events) {
        this.network = network;
        this.store = store;
        this.bench = bench;
        this.events = events;
    }

    /** Works until the stream of batches ends. */
    void serve(BufferedReader batches) throws IOException {
        events.accept(new Event.Ready());
        for (String line = batches.readLine(); line != null; line = batches.readLine()) {
            serve(Wire.read(line, Batch.class));
        }
    }

    private void serve(Batch batch) {
        Optional<String> unready = prepare(batch.outlook());
        bench.announce(batch.works());
        for (Work work : batch.works()) {
            String key = WorkKey.of(network, work);
            events.accept(new Event.Started(key, work.title()));
            events.accept(
                    unready.<Event>map(reason -> new Event.Failed(key, reason)).orElseGet(() -> outcome(key, work)));
        }
    }

    /** Why the network cannot be used; nothing when it can. */
    private Optional<String> prepare(Outlook outlook) {
        try {
            bench.prepare(outlook);
            return Optional.empty();
        } catch (Exception | StackOverflowError e) {
            return Optional.of(reason(e));
        }
    }

    /** A unit that fails takes no other with it; only what the JVM itself cannot survive ends the process. */
    private Event outcome(String key, Work work) {
        try {
            if (store.find(key).isEmpty()) {
                store.put(
                        key,
                        bench.perform(
                                work, (step, of, units) -> events.accept(new Event.Progress(key, step, of, units))));
            }
            return new Event.Finished(key);
        } catch (Exception | StackOverflowError e) {
            return new Event.Failed(key, reason(e));
        }
    }

    private static String reason(Throwable problem) {
        String message = problem.getMessage();
        String text = message == null || message.isBlank() ? problem.toString() : message;
        // For whoever debugs: the trace goes where the launcher keeps the last lines, the reason to the user.
        problem.printStackTrace();
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(text);
    }
}
