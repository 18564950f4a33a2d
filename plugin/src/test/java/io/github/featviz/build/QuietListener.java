package io.github.featviz.build;

import java.time.Duration;

/** Hears nothing. */
final class QuietListener implements BuildListener {

    @Override
    public void note(String message) {}

    @Override
    public void warning(String message) {}

    @Override
    public void forecast(int pictures, Duration duration) {}

    @Override
    public void stage(int works, int reused) {}

    @Override
    public void started(String title) {}

    @Override
    public void progress(String title, int step, int steps, int units) {}

    @Override
    public void finished(String title) {}

    @Override
    public void failed(String title, String reason) {}
}
