package io.github.featviz.source;

import java.io.IOException;
import java.time.Duration;

/** Tries again what failed because of the network or the server, each time after a longer pause. */
record Attempts(Access access) {

    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    /**
     * The result of the first attempt that succeeds.
     *
     * @throws SourceException at once when an attempt ends with it, or when there were enough attempts
     */
    <T> T run(String address, Attempt<T> attempt) throws SourceException {
        Duration pause = access.pause();
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SourceException e) {
                throw e;
            } catch (IOException e) {
                if (number >= access.attempts()) {
                    throw gaveUp(address, e);
                }
            }
            sleep(pause, address);
            pause = pause.multipliedBy(2);
        }
    }

    private SourceException gaveUp(String address, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new SourceException(
                address + " cannot be downloaded, after " + access.attempts() + " attempts: " + reason,
                "a server that answers" + (access.proxy() == null ? "" : ", through the " + access.proxy()),
                "check the address and the network, then run again: what has arrived is kept"
                        + (access.proxy() == null ? "; a proxy is taken from Maven's settings.xml" : ""),
                e);
    }

    private static void sleep(Duration pause, String address) throws SourceException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(
                    "The download of " + address + " was interrupted", "to be left alone", "run again", e);
        }
    }
}
