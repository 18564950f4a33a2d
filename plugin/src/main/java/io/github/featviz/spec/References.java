package io.github.featviz.spec;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a YAML file points at: other files, relative to its own folder, and web addresses. */
final class References {
    private static final int FOLDER_ENTRIES = 1000;

    private final Faults faults;

    References(Faults faults) {
        this.faults = faults;
    }

    /**
     * A file that must be there; null, and a fault, when it is not.
     *
     * @param what what it should be, such as "an image"
     */
    @Nullable
    Located<Path> file(@Nullable Located<String> written, String what) {
        if (written == null) {
            return null;
        }
        Path path;
        try {
            path = faults.path(written.value());
        } catch (InvalidPathException e) {
            faults.add(written.mark(), "this is no path: " + e.getReason(), what, "correct the path");
            return null;
        }
        if (Files.isRegularFile(path)) {
            return new Located<>(path, written.mark());
        }
        boolean folder = Files.isDirectory(path);
        faults.add(
                written.mark(),
                Faults.quote(written.value()) + (folder ? " is a folder" : " does not exist"),
                what + ", found from the folder of " + faults.file().getFileName(),
                folder ? "name a file in it" : mend(path));
        return null;
    }

    /**
     * A file or folder that must be there; null, and a fault, when it is not.
     *
     * @param what what it should be, such as "a folder or a zip"
     */
    @Nullable
    Located<Path> fileOrFolder(@Nullable Located<String> written, String what) {
        try {
            if (written != null && Files.isDirectory(faults.path(written.value()))) {
                return new Located<>(faults.path(written.value()), written.mark());
            }
        } catch (InvalidPathException e) {
            return file(written, what); // which reports it
        }
        return file(written, what);
    }

    /**
     * A folder that must be there; null, and a fault, when it is not.
     *
     * @param what what it should be, such as "a folder with images"
     */
    @Nullable
    Path folder(@Nullable Located<String> written, String what) {
        if (written == null) {
            return null;
        }
        try {
            Path path = faults.path(written.value());
            if (Files.isDirectory(path)) {
                return path;
            }
            boolean file = Files.exists(path);
            faults.add(
                    written.mark(),
                    Faults.quote(written.value()) + (file ? " is a file" : " does not exist"),
                    what + ", found from the folder of " + faults.file().getFileName(),
                    file ? "name the folder it lies in" : mend(path));
        } catch (InvalidPathException e) {
            faults.add(written.mark(), "this is no path: " + e.getReason(), what, "correct the path");
        }
        return null;
    }

    private static String mend(Path path) {
        List<String> near = Nearest.to(fileName(path), siblings(path), 3);
        return near.isEmpty()
                ? "put the file there or correct the path"
                : "correct the path; the same folder has " + String.join(", ", near);
    }

    private static List<String> siblings(Path path) {
        List<String> names = new ArrayList<>();
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(fileName(entry));
                if (names.size() == FOLDER_ENTRIES) {
                    break;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // A folder that cannot be listed has no suggestions to make; the fault itself is reported all the same.
            return List.of();
        }
        return names;
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** An address that a page may link to; null, and a fault, when it is none. */
    @Nullable
    String address(@Nullable Located<String> written) {
        URI uri = written == null ? null : parse(written);
        return uri == null ? null : uri.toString();
    }

    /** The address of a folder, percent-encoded and ending in a slash; null, and a fault, when it is none. */
    @Nullable
    String folderAddress(@Nullable Located<String> written) {
        URI uri = written == null ? null : parse(written);
        if (written == null || uri == null) {
            return null;
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            faults.add(
                    written.mark(),
                    "the address ends in a query or a fragment",
                    "the address of a folder, such as https://example.org/featviz/",
                    "delete everything from ? or # on");
            return null;
        }
        String address = uri.toASCIIString();
        return address.endsWith("/") ? address : address + "/";
    }

    private @Nullable URI parse(Located<String> written) {
        try {
            URI uri = new URI(written.value().strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below like every other text that is no address.
        }
        faults.add(
                written.mark(),
                Faults.quote(written.value()) + " is no web address",
                "an address that begins with https:// or http://",
                "write the whole address, or delete the key");
        return null;
    }
}
