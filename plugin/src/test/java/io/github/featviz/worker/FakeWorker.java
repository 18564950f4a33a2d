package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** Stands in for {@link WorkerMain}; what it does with a unit is written in the layer's name. */
public final class FakeWorker {

    private FakeWorker() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        NetworkFile network = Wire.read(in.readLine(), NetworkFile.class);
        say(new Event.Ready());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            for (Work work : Wire.read(line, Batch.class).works()) {
                perform(WorkKey.of(network, work), work);
            }
        }
    }

    private static void perform(String key, Work work) {
        say(new Event.Started(key, work.title()));
        String title = work.title();
        if (title.contains("exit-")) {
            System.err.println("last words of the engine");
            Runtime.getRuntime().halt(Integer.parseInt(title.replaceAll(".*exit-(\\d+).*", "$1")));
        }
        if (title.contains("noisy")) {
            System.out.print("[W of some native library");
        }
        if (title.contains("grey")) {
            say(new Event.Failed(key, "it stayed grey"));
        } else {
            say(new Event.Finished(key));
        }
    }

    private static void say(Event event) {
        System.out.print("\n" + Wire.event(event) + "\n");
        System.out.flush();
    }
}
