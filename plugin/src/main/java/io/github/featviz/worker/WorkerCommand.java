package io.github.featviz.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the worker process is started.
 *
 * @param mainClass {@link WorkerMain}, or a stand-in of a test
 * @param classPath featviz, its dependencies and the platform's native library
 * @param maxHeap largest Java heap as {@code -Xmx} takes it, such as {@code "1g"}
 * @param engineFolder where the engine is unpacked; also the process's working folder
 */
public record WorkerCommand(String mainClass, List<Path> classPath, String maxHeap, Path engineFolder) {

    public WorkerCommand {
        classPath = List.copyOf(classPath);
    }

    /** Starts the real worker. */
    public static WorkerCommand of(List<Path> classPath, String maxHeap, Path engineFolder) {
        return new WorkerCommand(WorkerMain.class.getName(), classPath, maxHeap, engineFolder.toAbsolutePath());
    }

    ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + maxHeap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                // What it writes into results must not depend on the user's language.
                "-Duser.language=en",
                "-Dai.djl.offline=true",
                "-DDJL_CACHE_DIR=" + engineFolder,
                "-DENGINE_CACHE_DIR=" + engineFolder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(engineFolder.toFile());
        environment(builder.environment());
        return builder;
    }

    /** The class path goes by the environment, where it needs no quoting and no command line is too long for it. */
    private void environment(Map<String, String> environment) {
        // The engine's threads otherwise spin while they wait, which slows everything tenfold once another process is
        // busy too.
        environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
        environment.put(
                "CLASSPATH", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
}
