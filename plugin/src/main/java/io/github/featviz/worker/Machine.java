package io.github.featviz.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine that pictures are drawn on, as far as it decides how long they take. */
public final class Machine {

    /** What lines begin with that tell of a processor; those of ARM's name no model. */
    private static final List<String> TELLING = List.of(
            "model name", "flags", "Features", "CPU implementer", "CPU architecture", "CPU variant", "CPU part");

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

    /** The processor's name and abilities: as Linux tells them, or Windows, or else the name of the computer. */
    private static String processor() {
        String told = told(Path.of("/proc/cpuinfo"));
        return told.isEmpty()
                ? Stream.of("PROCESSOR_IDENTIFIER", "HOSTNAME")
                        .map(System::getenv)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("")
                : told;
    }

    private static String told(Path system) {
        try {
            return Files.readAllLines(system).stream()
                    .filter(line -> TELLING.stream().anyMatch(line::startsWith))
                    .distinct()
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return "";
        }
    }
}
