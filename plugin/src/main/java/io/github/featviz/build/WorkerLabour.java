package io.github.featviz.build;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.worker.Event;
import io.github.featviz.worker.WorkerCommand;
import io.github.featviz.worker.WorkerProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has work done by a worker process; the engine is asked for with the first unit, so that a build with nothing to do needs none. */
final class WorkerLabour implements WorkRunner.Labour, AutoCloseable {

    private final NetworkFile network;
    private final BuildRequest request;
    private @Nullable WorkerProcess worker;

    WorkerLabour(NetworkFile network, BuildRequest request) {
        this.network = network;
        this.request = request;
    }

    @Override
    public void run(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
        Map<String, Work> byKey = new HashMap<>();
        works.forEach(work -> byKey.put(WorkKey.of(network, work), work));
        worker().run(works, event -> tell(outcome, event, byKey));
    }

    private static void tell(WorkRunner.Outcome outcome, Event event, Map<String, Work> works) {
        if (event instanceof Event.Started started) {
            outcome.started(work(works, started.key()));
        } else if (event instanceof Event.Progress progress) {
            outcome.progress(progress.step(), progress.of());
        } else if (event instanceof Event.Finished finished) {
            outcome.finished(work(works, finished.key()));
        } else if (event instanceof Event.Failed failed) {
            outcome.failed(work(works, failed.key()), failed.reason());
        } else if (event instanceof Event.Noted noted) {
            outcome.noted(noted.text());
        }
    }

    private static Work work(Map<String, Work> works, String key) {
        return Objects.requireNonNull(works.get(key), "the worker told of a unit that it was not given");
    }

    private WorkerProcess worker() throws IOException {
        if (worker == null) {
            EngineSource.Engine engine = request.engine().resolve();
            WorkerCommand command = WorkerCommand.of(
                    engine.classPath(),
                    engine.maxHeap(),
                    request.engineFolder(),
                    network.block() == null ? List.of() : request.engine().projectClasses());
            worker = new WorkerProcess(engine.fastest() ? command : command.plainly(), network, request.storeFolder());
        }
        return worker;
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }
}
