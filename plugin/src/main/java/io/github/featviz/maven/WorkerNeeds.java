package io.github.featviz.maven;

import io.github.featviz.build.EngineSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;

/** The worker's class path: the plugin's own, and the native library for this platform. */
final class WorkerNeeds implements EngineSource {

    private final List<Artifact> plugin;
    private final NativeLibrary nativeLibrary;
    private final String maxHeap;
    private final int workers;
    private final DrawingParameters drawing;
    private final ProjectClasses project;

    /**
     * Resolves nothing yet.
     *
     * @param plugin the plugin's artifacts with their files, its own among them
     * @param nativeLibrary finds the engine's native part
     * @param maxHeap as {@code -Xmx} takes it
     * @param workers how many processes may share the work; 0: as many as the machine has processors and memory for
     * @param drawing how pictures may be drawn
     * @param project finds the user's classes
     */
    WorkerNeeds(
            List<Artifact> plugin,
            NativeLibrary nativeLibrary,
            String maxHeap,
            int workers,
            DrawingParameters drawing,
            ProjectClasses project) {
        this.plugin = List.copyOf(plugin);
        this.nativeLibrary = nativeLibrary;
        this.maxHeap = maxHeap;
        this.workers = workers;
        this.drawing = drawing;
        this.project = project;
    }

    @Override
    public Engine resolve(long weights) throws IOException {
        List<Path> classPath = new ArrayList<>();
        for (Artifact artifact : plugin) {
            File file = artifact.getFile();
            if (file != null) {
                classPath.add(file.toPath());
            }
        }
        classPath.add(nativeLibrary.resolve(Platform.current(), engineVersion()));
        return new Engine(classPath, maxHeap, workers(weights), drawing.latitude());
    }

    private int workers(long weights) throws IOException {
        if (workers < 0) {
            throw new IOException(
                    "featviz.workers is " + workers
                            + ". Expected a number of processes, or 0 for as many as the machine has processors and memory for.");
        }
        return workers == 0 ? Machine.present().workers(weights) : workers;
    }

    @Override
    public List<Path> projectClasses() throws IOException {
        return project.resolve(plugin);
    }

    /** The engine's Java part fits one native version and carries it in its own: {@code 2.7.1-0.36.0} is PyTorch 2.7.1. */
    private String engineVersion() {
        return plugin.stream()
                .filter(artifact -> artifact.getArtifactId().equals("pytorch-jni"))
                .map(artifact -> artifact.getBaseVersion().replaceFirst("-.*", ""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plugin lacks its dependency pytorch-jni"));
    }
}
