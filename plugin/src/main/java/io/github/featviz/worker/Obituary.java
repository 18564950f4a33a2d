package io.github.featviz.worker;

import java.util.List;

/**
 * How a worker process ended, for the user.
 *
 * @param doing what it was doing: {@code "drawing features.40 17"}
 * @param code exit code; 128 + n where signal n killed it
 * @param lastLines the end of what it wrote
 */
record Obituary(String doing, int code, List<String> lastLines) {

    private static final int JAVA_HEAP_EXHAUSTED = 3;
    private static final int BAD_INSTRUCTION = 132;
    private static final int ABORTED = 134;
    private static final int KILLED = 137;
    private static final int BAD_ACCESS = 139;

    String text() {
        StringBuilder text = new StringBuilder("The worker process ended while it was ")
                .append(doing)
                .append(": ")
                .append(cause())
                .append(" (exit code ")
                .append(code)
                .append(").\n  Finished results are kept; the next run goes on from there.\n  mend: ")
                .append(mend());
        if (!lastLines.isEmpty()) {
            text.append("\n  Its last lines:");
            lastLines.forEach(line -> text.append("\n    ").append(line));
        }
        return text.toString();
    }

    private String cause() {
        return switch (code) {
            case JAVA_HEAP_EXHAUSTED -> "its Java heap was too small";
            case ABORTED -> "the engine aborted";
            case KILLED -> "it was killed, probably because the machine ran out of memory";
            case BAD_INSTRUCTION -> "the engine asked for what the processor does not know";
            case BAD_ACCESS -> "the engine crashed";
            default -> code > 128 ? "signal " + (code - 128) + " ended it" : "it gave up";
        };
    }

    private String mend() {
        return switch (code) {
            case JAVA_HEAP_EXHAUSTED -> "give it a larger heap, such as -Dfeatviz.workerMemory=2g";
            case KILLED -> "free some memory, or ask for smaller pictures (recipe: {size: …})";
            case ABORTED, BAD_ACCESS, BAD_INSTRUCTION ->
                "if it was drawing, leave out what the engine may not know on this processor: -Dfeatviz.precision=fp32 -Dfeatviz.layout=channels-first -Dfeatviz.batch=1; please report its last lines in any case";
            default -> "its last lines say more; if they do not help, please report them";
        };
    }
}
