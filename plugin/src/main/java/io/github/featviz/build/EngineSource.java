package io.github.featviz.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says what a worker process needs; asked only when there is work to do, since it may have to download the engine. */
@FunctionalInterface
public interface EngineSource {

    /**
     * Resolves the worker's needs.
     *
     * @throws IOException when the engine cannot be had; the message says for which platform and what to do
     */
    Engine resolve() throws IOException;

    /**
     * What a worker process needs.
     *
     * @param classPath featviz, its dependencies and the platform's native library
     * @param maxHeap largest Java heap as {@code -Xmx} takes it, such as {@code "1g"}
     */
    record Engine(List<Path> classPath, String maxHeap) {}
}
