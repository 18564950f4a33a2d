package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.spec.Latitude;
import io.github.featviz.store.Store;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The worker process: does units of work on one network.
 *
 * <p>Its argument is the store's folder. On the standard input comes the {@link NetworkFile} as a line of JSON (whose quotes would not
 * survive every system's command line), then batches as lines of JSON;
 * {@link Event}s leave as lines of JSON on the standard output. It ends when its input does, or when its parent is gone.
 */
public final class WorkerMain {

    private static final int GAVE_UP = 70;

    private WorkerMain() {}

    /** Runs the worker. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        System.setOut(System.err);
        endWithParent();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        NetworkFile network = Wire.read(in.readLine(), NetworkFile.class);
        Store store = Store.open(Path.of(args[0]));
        int status = 0;
        try (WorkBench bench = bench(network, store, event -> say(out, event))) {
            new Laborer(network, store, bench, event -> say(out, event)).serve(in);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            status = GAVE_UP;
        }
        // Native threads of the engine must not keep the process alive.
        System.exit(status);
    }

    /** What was found about this machine is kept beside the store. */
    private static WorkBench bench(NetworkFile network, Store store, Consumer<Event> events) throws IOException {
        return new EngineBench(
                network,
                WorkerMain::open,
                Ways.open(store.folder().resolveSibling("ways"), network.sha256()),
                Latitude.of(System.getProperty(WorkerCommand.LATITUDE, Latitude.FULL.word())),
                note -> events.accept(new Event.Noted(note)));
    }

    /** Opens an archive or a block, whichever the file is. */
    static Network open(NetworkFile file, Collection<String> layers) throws IOException {
        NetworkFile.Block block = file.block();
        return block == null
                ? Networks.open(file.path(), file.input(), layers)
                : Networks.openBlock(block.factory(), block.parameters(), file.input());
    }

    /** The line break in front keeps an event whole where native code has left a line open. */
    private static void say(PrintStream out, Event event) {
        out.print("\n" + Wire.event(event) + "\n");
        out.flush();
    }

    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            Thread watch = new Thread(
                    () -> {
                        parent.onExit().join();
                        Runtime.getRuntime().halt(GAVE_UP);
                    },
                    "featviz-parent-watch");
            watch.setDaemon(true);
            watch.start();
        });
    }
}
