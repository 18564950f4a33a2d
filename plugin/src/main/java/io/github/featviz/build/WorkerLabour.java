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
import org.jspecify.annotations.Nullable;

/** Has work done by a worker process, which starts with the first unit and stays until the end of the build. */
final class WorkerLabour implements WorkRunner.Labour, AutoCloseable {

    private final NetworkFile network;
    private final BuildRequest request;
    private @Nullable WorkerProcess process;

    WorkerLabour(NetworkFile network, BuildRequest request) {
        this.network = network;
        this.request = request;
    }

    @Override
    public void run(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
        Map<String, Work> byKey = new HashMap<>();
        works.forEach(work -> byKey.put(WorkKey.of(network, work), work));
        process().run(works, event -> tell(event, byKey, outcome));
    }

    private WorkerProcess process() throws IOException {
        if (process == null) {
            EngineSource.Engine engine = request.engine().resolve();
            WorkerCommand command = WorkerCommand.of(engine.classPath(), engine.maxHeap(), request.engineFolder());
            process = new WorkerProcess(command, network, request.storeFolder());
        }
        return process;
    }

    private static void tell(Event event, Map<String, Work> byKey, WorkRunner.Outcome outcome) {
        if (event instanceof Event.Started started) {
            outcome.started(known(byKey, started.key()));
        } else if (event instanceof Event.Progress progress) {
            outcome.progress(progress.step(), progress.of());
        } else if (event instanceof Event.Finished finished) {
            outcome.finished(known(byKey, finished.key()));
        } else if (event instanceof Event.Failed failed) {
            outcome.failed(known(byKey, failed.key()), failed.reason());
        }
    }

    private static Work known(Map<String, Work> byKey, String key) {
        Work work = byKey.get(key);
        if (work == null) {
            throw new IllegalStateException("the worker speaks of work that it was not given: " + key);
        }
        return work;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
