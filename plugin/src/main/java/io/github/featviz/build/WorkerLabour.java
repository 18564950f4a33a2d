package io.github.featviz.build;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.worker.Crew;
import io.github.featviz.worker.Event;
import io.github.featviz.worker.Machine;
import io.github.featviz.worker.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Has work done by worker processes; the engine is asked for with the first unit, so that a build with nothing to do needs none. */
final class WorkerLabour implements WorkRunner.Labour, AutoCloseable {

    private final NetworkFile network;
    private final BuildRequest request;
    private EngineSource.@Nullable Engine engine;
    private @Nullable Crew crew;

    WorkerLabour(NetworkFile network, BuildRequest request) {
        this.network = network;
        this.request = request;
    }

    @Override
    public void run(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
        Map<String, Work> byKey = new HashMap<>();
        works.forEach(work -> byKey.put(WorkKey.of(network, work), work));
        crew().run(works, event -> tell(outcome, event, byKey));
    }

    /** How many processes will share these units of work. */
    int workers(List<Work> works) throws IOException {
        return crew().workers(works);
    }

    /** How long these units of work will take, from what each takes a worker. */
    Duration forecast(List<Work> works, ToDoubleFunction<? super Work> seconds) throws IOException {
        return crew().forecast(works, seconds);
    }

    private static void tell(WorkRunner.Outcome outcome, Event event, Map<String, Work> works) {
        if (event instanceof Event.Started started) {
            outcome.started(work(works, started.key()));
        } else if (event instanceof Event.Progress progress) {
            outcome.progress(work(works, progress.key()), progress.step(), progress.of(), progress.units());
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

    /** What a picture's time depends on beside the picture, where so many processes draw. */
    String setting(int workers) throws IOException {
        return Machine.name() + " " + workers + " " + engine().latitude().word();
    }

    private EngineSource.Engine engine() throws IOException {
        if (engine == null) {
            engine = request.engine().resolve(Files.size(network.path()));
        }
        return engine;
    }

    private Crew crew() throws IOException {
        if (crew == null) {
            EngineSource.Engine needed = engine();
            WorkerCommand command = WorkerCommand.of(
                    needed.classPath(),
                    needed.maxHeap(),
                    request.engineFolder(),
                    network.block() == null ? List.of() : request.engine().projectClasses(),
                    needed.latitude());
            crew = new Crew(
                    command,
                    network,
                    request.storeFolder(),
                    needed.workers(),
                    Runtime.getRuntime().availableProcessors());
        }
        return crew;
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
            crew = null;
        }
    }
}
