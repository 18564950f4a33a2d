package io.github.featviz.maven;

import java.io.IOException;
import java.util.Locale;

/**
 * An operating system and a processor, as Java names them.
 *
 * @param os value of {@code os.name}
 * @param arch value of {@code os.arch}
 */
record Platform(String os, String arch) {

    /** The machine this runs on. */
    static Platform current() {
        return new Platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * Classifier of the engine's native library.
     *
     * @throws IOException when there is none for this platform
     */
    String classifier() throws IOException {
        String classifier = system() + "-" + processor();
        return switch (classifier) {
            case "linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64" -> classifier;
            default ->
                throw new IOException("There is no PyTorch engine for this platform: " + os + " on " + arch
                        + ".\n  expected: Linux (x86_64, aarch64), macOS (aarch64) or Windows (x86_64), and a Java of the same kind"
                        + "\n  mend: run the build on one of these");
        };
    }

    private String system() {
        String name = os.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "osx";
        }
        return name.startsWith("windows") ? "win" : name;
    }

    private String processor() {
        return switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> arch;
        };
    }

    @Override
    public String toString() {
        return os + " on " + arch;
    }
}
