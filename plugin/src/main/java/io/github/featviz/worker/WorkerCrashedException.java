package io.github.featviz.worker;

import java.io.IOException;

/** The worker process ended while there was work to do; what it had finished is in the store. */
public final class WorkerCrashedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what it was doing, how it ended, its last words and what to do */
    WorkerCrashedException(String message) {
        super(message);
    }
}
