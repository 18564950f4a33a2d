package io.github.featviz.build;

import io.github.featviz.spec.Latitude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says what a worker process needs; asked only when there is work to do, since it may have to download the engine. */
@FunctionalInterface
public interface EngineSource {

    /**
     * Resolves the worker's needs.
     *
     * @param weights bytes of the network's file: each worker has it in memory, more than once
     * @throws IOException when the engine cannot be had; the message says for which platform and what to do
     */
    Engine resolve(long weights) throws IOException;

    /**
     * The classes of the user's project and what they need at run time, without what featviz brings itself; asked only for a network
     * that a class of the project builds.
     *
     * @return folders and jars; empty where there is no project
     * @throws IOException when a dependency cannot be had; the message says which
     */
    default List<Path> projectClasses() throws IOException {
        return List.of();
    }

    /**
     * What a worker process needs.
     *
     * @param classPath featviz, its dependencies and the platform's native library
     * @param maxHeap largest Java heap as {@code -Xmx} takes it, such as {@code "1g"}
     * @param workers how many processes may share the work at most
     * @param latitude what the user leaves open of the way that pictures are drawn
     */
    record Engine(List<Path> classPath, String maxHeap, int workers, Latitude latitude) {}
}
