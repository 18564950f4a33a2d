package io.github.featviz.worker;

import io.github.featviz.plan.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Does units of work on one network. One thread at a time. */
interface WorkBench extends AutoCloseable {

    /**
     * Makes ready for units of work.
     *
     * @throws IOException when the network cannot be read
     */
    void prepare(Outlook outlook) throws IOException;

    /** Tells which units will come, in order, so that some may be done together. */
    default void announce(List<Work> works) {}

    /**
     * Does a unit of work.
     *
     * @return the files of its result, by name
     * @throws IOException when it cannot be done
     */
    Map<String, byte[]> perform(Work work, StepListener steps) throws IOException;

    @Override
    void close();

    /** Hears of steps. */
    @FunctionalInterface
    interface StepListener {

        /** {@code step} of {@code of} are done, of so many units at once. */
        void step(int step, int of, int units);
    }
}
