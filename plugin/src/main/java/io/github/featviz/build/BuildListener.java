package io.github.featviz.build;

import java.time.Duration;

/** Told how a build goes, on one thread at a time. */
public interface BuildListener {

    /** Something the user should know, such as an assumption that was made. */
    void note(String message);

    /** Something that looks wrong, though a gallery can be made. */
    void warning(String message);

    /**
     * Tells what will be drawn, before it is.
     *
     * @param pictures how many pictures
     * @param duration how long that will take, to a third or so
     */
    void forecast(int pictures, Duration duration);

    /**
     * A stage begins.
     *
     * @param works units of work that have to be done
     * @param reused units whose result was there already
     */
    void stage(int works, int reused);

    /** A unit of work begins. */
    void started(String title);

    /**
     * A unit of work goes on; several may be under way.
     *
     * @param title the unit
     * @param step steps done
     * @param steps steps in all
     * @param units how many units go on with each step: pictures may be drawn side by side
     */
    void progress(String title, int step, int steps, int units);

    /** The unit of work is done. */
    void finished(String title);

    /** The unit of work failed; the build goes on. */
    void failed(String title, String reason);
}
