package io.github.featviz.bench;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.worker.Crew;
import io.github.featviz.worker.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Draws many pictures in a row and tells time and memory on the way: see docs/bench.md. */
public final class Endurance {

    private static final int TOLD_EVERY = 50;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private final long begin = System.nanoTime();
    private int done;
    private boolean started;

    private Endurance() {}

    /**
     * Draws the pictures.
     *
     * @param args {@code network:layer}, number of pictures, their edge in pixels
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("featviz-endurance");
        Subject subject = Subject.of(args[0], folder);
        RecipeSpec.Fourier usual = RecipeSpec.Fourier.DEFAULT;
        RecipeSpec.Fourier recipe = new RecipeSpec.Fourier(
                Integer.parseInt(args[2]),
                usual.steps(),
                usual.exponent(),
                usual.learningRate(),
                usual.shift(),
                usual.scale(),
                usual.rotation(),
                usual.seed());
        List<Work> works = IntStream.range(0, Integer.parseInt(args[1]))
                .<Work>mapToObj(filter -> new Work.Draw(subject.layer(), filter, recipe))
                .toList();
        int processors = Runtime.getRuntime().availableProcessors();
        NetworkFile network = new NetworkFile(subject.archive(), "endurance", Subject.INPUT);
        Endurance endurance = new Endurance();
        try (Crew crew =
                new Crew(Race.command(Latitude.FULL), network, folder.resolve("store"), processors, processors)) {
            crew.run(works, endurance::hear);
        }
        System.exit(0);
    }

    private synchronized void hear(Event event) {
        if (event instanceof Event.Started && !started) {
            started = true;
            tell("the first begins");
        } else if (event instanceof Event.Noted noted) {
            tell(noted.text());
        } else if ((event instanceof Event.Finished || event instanceof Event.Failed) && ++done % TOLD_EVERY == 0) {
            tell(done + " pictures");
        }
    }

    private void tell(String what) {
        System.out.printf(
                Locale.ROOT,
                "%.1f s: %s; the workers hold %s MiB%n",
                (System.nanoTime() - begin) / 1e9,
                what,
                ProcessHandle.current()
                                .children()
                                .mapToLong(Endurance::resident)
                                .sum()
                        / 1024);
    }

    /** Kilobytes of memory that a process really has; 0 where the system does not tell as Linux does. */
    private static long resident(ProcessHandle process) {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", process.pid() + "", "status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
