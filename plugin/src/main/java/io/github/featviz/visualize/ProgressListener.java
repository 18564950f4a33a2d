package io.github.featviz.visualize;

/** Hears of every optimisation step. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * A step is done.
     *
     * @param done steps done, from 1
     * @param steps steps in all
     * @param objective the objective before this step
     */
    void step(int done, int steps, double objective);

    /** Hears nothing. */
    static ProgressListener none() {
        return (done, steps, objective) -> {};
    }
}
