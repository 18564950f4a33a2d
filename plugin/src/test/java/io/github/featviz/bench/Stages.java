package io.github.featviz.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at what all threads are at, and how much of a core they have had since: that goes to the stage they are in.
 *
 * <p>Forty times a second: more often stops them for too much of the time.
 */
final class Stages {

    private static final long PERIOD = 25_000_000;
    private static final String BASE = "io.github.featviz.";

    /** What a class of ours is busy with; the first that fits. */
    private static final Map<String, String> STAGES = stages();

    private final Map<String, Double> seen = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::look, "stages");
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> had = new HashMap<>();
    private volatile boolean ended;

    private Stages() {
        STAGES.values().forEach(stage -> seen.put(stage, 0.0));
    }

    private static Map<String, String> stages() {
        Map<String, String> stages = new LinkedHashMap<>();
        stages.put("spec.", "reading the spec");
        stages.put("plan.Planner", "planning");
        stages.put("plan.", "looking for results");
        stages.put("store.", "looking for results");
        stages.put("build.Measurements", "charts");
        stages.put("evidence.", "charts");
        stages.put("build.", "other evidence");
        stages.put("gallery.ImageLibrary", "thumbnails and heat maps");
        stages.put("gallery.HeatMap", "thumbnails and heat maps");
        stages.put("gallery.Jpeg", "thumbnails and heat maps");
        stages.put("gallery.Png", "thumbnails and heat maps");
        stages.put("gallery.Slide", "charts as files");
        stages.put("gallery.Attachments", "data beside pages");
        stages.put("gallery.GalleryData", "data beside pages");
        stages.put("gallery.SearchIndex", "data beside pages");
        stages.put("gallery.Theme", "pages");
        stages.put("gallery.Publication", "putting it in place");
        stages.put("gallery.Belongings", "putting it in place");
        stages.put("gallery.", "what pages show");
        return stages;
    }

    /** Begins to look. */
    static Stages watch() {
        Stages stages = new Stages();
        stages.thread.setDaemon(true);
        stages.thread.start();
        return stages;
    }

    /** Seconds of a core by stage. */
    Map<String, Double> end() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    private void look() {
        while (!ended) {
            LockSupport.parkNanos(PERIOD);
            Thread.getAllStackTraces().forEach((other, stack) -> {
                long now = threads.getThreadCpuTime(other.getId());
                Long before = had.put(other.getId(), now);
                if (before == null || now > before) {
                    count(stack, (now - (before == null ? 0 : before)) / 1e9);
                }
            });
        }
    }

    private void count(StackTraceElement[] stack, double seconds) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(BASE)) {
                String name = frame.getClassName().substring(BASE.length());
                for (Map.Entry<String, String> stage : STAGES.entrySet()) {
                    if (name.startsWith(stage.getKey())) {
                        seen.merge(stage.getValue(), seconds, Double::sum);
                        return;
                    }
                }
            }
        }
    }
}
