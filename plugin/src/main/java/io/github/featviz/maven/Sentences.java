package io.github.featviz.maven;

import io.github.featviz.spec.SpecException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goals say, in words. */
final class Sentences {

    private Sentences() {}

    /** All faults under one heading. */
    static String faults(SpecException e) {
        int count = e.faults().size();
        return (count == 1 ? "There is a fault to mend:" : "There are " + count + " faults to mend:") + "\n\n"
                + e.getMessage() + "\n";
    }

    /** What the environment did not allow; Java's file exceptions say no more than a name. */
    static String problem(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile() + ".";
        }
        if (e instanceof AccessDeniedException denied) {
            return "This user may not read or write " + denied.getFile() + ".";
        }
        if (e instanceof FileSystemException file && fileInTheWay(file.getFile()) != null) {
            return file.getFile() + " cannot be made: " + fileInTheWay(file.getFile())
                    + " is a file, and a folder was expected. Name another folder, or move that file away.";
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() + " cannot be read or written"
                    + (file.getReason() == null ? "" : ": " + file.getReason()) + ".";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** A file that stands where a folder would be needed for the path; null: none does. */
    private static @Nullable Path fileInTheWay(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        for (Path path = Path.of(wanted).toAbsolutePath().getParent(); path != null; path = path.getParent()) {
            if (Files.isRegularFile(path)) {
                return path;
            }
        }
        return null;
    }

    /** A duration as people say it: {@code 1 min 5 s}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** A number and its noun: {@code 1 picture}, {@code 2 pictures}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
