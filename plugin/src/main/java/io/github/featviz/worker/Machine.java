package io.github.featviz.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that pictures are drawn on, as far as it decides how long they take. */
public final class Machine {

    private Machine() {}

    /** Tells it from others: what is kept may be shared by machines, as home folders are. */
    public static String name() {
        return String.join(
                " ",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                processor());
    }

    /** The processor's name and abilities where the system tells; else nothing. */
    private static String processor() {
        try {
            return String.join(
                    " ",
                    Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
                            .distinct()
                            .toList());
        } catch (IOException e) {
            return "";
        }
    }
}
