package io.github.featviz.bench;

import io.github.featviz.build.BuildListener;
import io.github.featviz.build.BuildRequest;
import io.github.featviz.build.BuildSummary;
import io.github.featviz.build.GalleryBuild;
import io.github.featviz.source.Access;
import io.github.featviz.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures what a gallery of many stored pictures costs beside the pictures: see docs/bench.md. */
public final class GalleryBench {

    private static final String HEAP = "-Xmx512m";

    private GalleryBench() {}

    /**
     * Runs the benchmark: makes the store if the folder has none, then builds the gallery from nothing and once more over itself, each
     * time in a Java of its own.
     *
     * @param args the folder to work in and the number of units, then, in the process that builds, what it should call the build
     */
    public static void main(String[] args) throws IOException, InterruptedException, SpecException {
        Path folder = Path.of(args[0]);
        int units = Integer.parseInt(args[1]);
        if (args.length > 2) {
            build(folder, args[2]);
            return;
        }
        if (!Files.exists(folder)) {
            new MadeStore(folder, units).fill();
        }
        delete(folder.resolve("gallery"));
        for (String name : List.of("from nothing", "unchanged")) {
            inItsOwnJava(folder, units, name);
        }
    }

    private static void inItsOwnJava(Path folder, int units, String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GalleryBench.class.getName(),
                        folder.toString(),
                        Integer.toString(units),
                        name)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("the build that is called “" + name + "” ended with status " + status);
        }
    }

    private static void build(Path folder, String name) throws IOException, SpecException {
        Stages stages = Stages.watch();
        long begin = System.nanoTime();
        BuildSummary summary = new GalleryBuild(request(folder), new Silent()).generate();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> shares = stages.end();
        double all = core();
        double known = shares.values().stream().mapToDouble(share -> share).sum();
        System.out.printf(
                "%n%s: %d pictures in %.1f s, %.1f s of a core; with %s, the largest of each part of the heap sum up to %d MB%n",
                name, summary.pictures(), seconds, all, HEAP, heap() >> 20);
        System.out.println("stage                         seconds of a core");
        shares.forEach((stage, busy) -> System.out.printf("%-30s %6.2f%n", stage, busy));
        System.out.printf("%-30s %6.2f%n", "Java's compiler and the rest", all - known);
    }

    /** Seconds that this process has had a core for. */
    private static double core() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static BuildRequest request(Path folder) {
        return new BuildRequest(
                folder,
                folder.resolve(MadeStore.SPEC),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                folder.resolve("gallery"),
                folder,
                Access.usual(true, null),
                coordinates -> {
                    throw new IOException("the made gallery needs no artifact, but asks for " + coordinates);
                },
                weights -> {
                    throw new IOException("the made store lacks a result: let MadeStore make it as well");
                },
                "0",
                Map.of());
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** Only failures are of interest. */
    private static final class Silent implements BuildListener {
        @Override
        public void forecast(int pictures, Duration duration) {}

        @Override
        public void note(String message) {}

        @Override
        public void warning(String message) {
            System.err.println(message);
        }

        @Override
        public void stage(int works, int reused) {}

        @Override
        public void started(String title) {}

        @Override
        public void progress(String title, int step, int steps, int units) {}

        @Override
        public void finished(String title) {}

        @Override
        public void failed(String title, String reason) {
            System.err.println(title + ": " + reason);
        }
    }
}
