package io.github.featviz.source;

/** Told how a download goes. */
public interface SourceListener {

    /** A download begins, or waits for another build that downloads the same. */
    void started(String what);

    /**
     * A download goes on.
     *
     * @param done bytes that are here
     * @param total bytes there will be; -1 where the server does not say
     */
    void progress(long done, long total);

    /** The download is here and was checked. */
    void finished(String what);

    /** Tells nobody. */
    static SourceListener silent() {
        return new SourceListener() {
            @Override
            public void started(String what) {}

            @Override
            public void progress(long done, long total) {}

            @Override
            public void finished(String what) {}
        };
    }
}
