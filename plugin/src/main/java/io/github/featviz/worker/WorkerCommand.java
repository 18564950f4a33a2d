package io.github.featviz.worker;

import io.github.featviz.spec.Latitude;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the worker process is started.
 *
 * @param mainClass {@link WorkerMain}, or a stand-in of a test
 * @param classPath featviz, its dependencies and the platform's native library
 * @param maxHeap largest Java heap as {@code -Xmx} takes it, such as {@code "1g"}
 * @param engineFolder where the engine is unpacked; also the process's working folder
 * @param project the user's classes, which come behind featviz's; empty: the network needs none
 * @param latitude what the user leaves open of the way that pictures are drawn
 */
public record WorkerCommand(
        String mainClass,
        List<Path> classPath,
        String maxHeap,
        Path engineFolder,
        List<Path> project,
        Latitude latitude) {

    /** Of the worker's system properties, the one that says how it may draw. */
    static final String LATITUDE = "featviz.latitude";

    private static final String AGENT = "byte-buddy-agent";

    public WorkerCommand {
        classPath = List.copyOf(classPath);
        project = List.copyOf(project);
    }

    /** A worker for networks that need no classes of the user's. */
    public WorkerCommand(String mainClass, List<Path> classPath, String maxHeap, Path engineFolder) {
        this(mainClass, classPath, maxHeap, engineFolder, List.of(), Latitude.NONE);
    }

    /** Starts the real worker. */
    public static WorkerCommand of(
            List<Path> classPath, String maxHeap, Path engineFolder, List<Path> project, Latitude latitude) {
        return new WorkerCommand(
                WorkerMain.class.getName(), classPath, maxHeap, engineFolder.toAbsolutePath(), project, latitude);
    }

    ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + maxHeap,
                "-XX:+ExitOnOutOfMemoryError",
                // There may be a worker for each processor: more threads than one would only get in their way. The
                // serial
                // collector keeps a third of the heap apart, so that a large network's weights would not fit.
                "-XX:+UseG1GC",
                "-XX:ParallelGCThreads=1",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                // What it writes into results must not depend on the user's language.
                "-Duser.language=en",
                "-Dai.djl.offline=true",
                "-Dai.djl.default_engine=PyTorch",
                "-DDJL_CACHE_DIR=" + engineFolder,
                "-DENGINE_CACHE_DIR=" + engineFolder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.add("-D" + LATITUDE + "=" + latitude.word());
        if (!project.isEmpty()) {
            command.addAll(agent());
        }
        command.add(mainClass);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(engineFolder.toFile());
        environment(builder.environment());
        return builder;
    }

    /** Lets the layers of a block be tapped. Without it the worker attaches the agent itself, of which newer Javas warn. */
    private List<String> agent() {
        return classPath.stream()
                .filter(entry -> entry.getFileName().toString().startsWith(AGENT))
                .map(entry -> "-javaagent:" + entry)
                .limit(1)
                .toList();
    }

    /** The class path goes by the environment, where it needs no quoting and no command line is too long for it. */
    private void environment(Map<String, String> environment) {
        // The engine's threads otherwise spin while they wait, which slows everything tenfold once another process is
        // busy too. To sleep at once makes small networks three times slower.
        environment.putIfAbsent("GOMP_SPINCOUNT", "2000");
        environment.put(
                "CLASSPATH",
                Stream.concat(classPath.stream(), project.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
    }
}
