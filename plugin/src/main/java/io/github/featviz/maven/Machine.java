package io.github.featviz.maven;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * The machine, or the part of it that a container may use.
 *
 * @param processors number of processors
 * @param memory bytes
 */
record Machine(int processors, long memory) {

    /** What a worker takes with a large network and a large picture: heap, weights, and the maps of all layers for their gradients. */
    private static final long A_WORKER = 2L << 30;

    /** The one this runs on; where a Java does not tell the memory, enough is supposed for one worker. */
    static Machine present() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() : 0);
    }

    /** How many workers it has processors and memory for. */
    int workers() {
        return (int) Math.max(1, Math.min(processors, memory / A_WORKER));
    }
}
