package io.github.featviz.build;

import io.github.featviz.source.SourceListener;

/** Shows downloads where the rest of the build is shown, as stages of one unit of work. */
final class DownloadProgress implements SourceListener {

    private static final int STEPS = 1000;
    private static final long MEGABYTE = 1 << 20;

    private final BuildListener listener;
    private long shown;
    private String downloading = "";

    DownloadProgress(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public void started(String what) {
        shown = 0;
        downloading = what;
        listener.stage(1, 0);
        listener.started(what);
    }

    @Override
    public void progress(long done, long total) {
        if (total > 0 && done / MEGABYTE != shown) {
            shown = done / MEGABYTE;
            listener.progress(downloading, (int) (STEPS * done / total), STEPS, 1);
        }
    }

    @Override
    public void finished(String what) {
        listener.finished(what);
    }
}
