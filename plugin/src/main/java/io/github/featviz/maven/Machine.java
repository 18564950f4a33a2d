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

    /** What a worker takes with a large picture beside the weights: heap, and the maps of all layers for their gradients. */
    private static final long A_WORKER = 3L << 29;

    /** As the file has them, with other gradients, folded or in other numbers, and once more while they are read. */
    private static final int COPIES = 4;

    /** The one this runs on; where a Java does not tell the memory, enough is supposed for one worker. */
    static Machine present() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() : 0);
    }

    /**
     * How many workers it has processors and memory for.
     *
     * @param weights bytes of the network's file
     */
    int workers(long weights) {
        return (int) Math.max(1, Math.min(processors, memory / (A_WORKER + COPIES * weights)));
    }
}
