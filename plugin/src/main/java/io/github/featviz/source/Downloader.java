package io.github.featviz.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** Downloads files: goes on where an earlier download ended, tries again when the network fails, and keeps only what was checked. */
final class Downloader {

    private static final int BUFFER = 1 << 16;

    private final Web web;
    private final Access access;
    private final SourceListener listener;

    Downloader(Web web, Access access, SourceListener listener) {
        this.web = web;
        this.access = access;
        this.listener = listener;
    }

    /**
     * Downloads a file.
     *
     * @param part where to; what is there already is gone on with if the server still has the same file
     * @throws SourceException when the file cannot be had or is another than expected
     */
    void download(WebFile file, Path part) throws IOException {
        listener.started("downloading " + file.address());
        if (!Files.exists(part) || !file.digest().matches(part)) {
            transfer(file, part);
        }
        Files.deleteIfExists(validator(part));
        listener.finished("downloading " + file.address());
    }

    private void transfer(WebFile file, Path part) throws IOException {
        new Attempts(access).run(file.address().toString(), () -> {
            boolean resumed = attemptOrForget(file, part);
            String actual = file.digest().actual(part);
            if (!actual.equals(file.digest().hex())) {
                forget(part);
                if (resumed) {
                    throw new IOException("the server has changed the file since the download began");
                }
                throw new SourceException(
                        file.address() + " is another file than the one that was asked for: its "
                                + file.digest().algorithm() + " is " + actual,
                        file.digest().algorithm() + " " + file.digest().hex(),
                        "find out which is right; nothing of it was kept. If the file was replaced on purpose, write the new digest");
            }
            return part;
        });
    }

    private boolean attemptOrForget(WebFile file, Path part) throws IOException {
        try {
            return attempt(file, part);
        } catch (SourceException e) {
            forget(part);
            throw e;
        }
    }

    /** @return whether an earlier download was gone on with */
    private boolean attempt(WebFile file, Path part) throws IOException {
        Map<String, String> headers = resumption(part);
        HttpResponse<InputStream> response = web.get(file.address(), headers);
        try (InputStream body = response.body()) {
            long start = start(response, headers, part);
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            long total = length < 0 ? -1 : start + length;
            require(file, total);
            remember(response, part);
            long end = receive(file, body, part, start, total);
            if (total >= 0 && end < total) {
                throw new IOException("the connection broke after " + end + " of " + total + " bytes");
            }
            if (end != total) {
                require(file, end);
            }
            return start > 0;
        }
    }

    private static Map<String, String> resumption(Path part) throws IOException {
        if (!Files.exists(part) || !Files.exists(validator(part))) {
            forget(part);
            return Map.of();
        }
        return Map.of("Range", "bytes=" + Files.size(part) + "-", "If-Range", Files.readString(validator(part)));
    }

    /** Where the bytes that the server sends belong. */
    private static long start(HttpResponse<InputStream> response, Map<String, String> headers, Path part)
            throws IOException {
        if (response.statusCode() == 200) {
            return 0;
        }
        long have = Files.exists(part) ? Files.size(part) : 0;
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (response.statusCode() == 206 && !headers.isEmpty() && range.startsWith("bytes " + have + "-")) {
            return have;
        }
        forget(part);
        throw new IOException("the server cannot go on where the last download ended");
    }

    private void require(WebFile file, long total) throws SourceException {
        if (total > access.mostBytes()) {
            throw tooLarge(file, total + " bytes");
        }
        if (file.size() >= 0 && total >= 0 && total != file.size()) {
            throw new SourceException(
                    file.address() + " has " + total + " bytes",
                    file.size() + " bytes, as the list of the model zoo says",
                    "try again later, or choose another artifact: the zoo contradicts itself");
        }
    }

    private SourceException tooLarge(WebFile file, String size) {
        return new SourceException(
                file.address() + " is too large: " + size,
                "at most " + access.mostBytes() + " bytes",
                "check the address; if it is right, raise -Dfeatviz.maxDownload");
    }

    private long receive(WebFile file, InputStream body, Path part, long start, long total) throws IOException {
        StandardOpenOption mode = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long done = start;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
                Watch watch = new Watch(body, access.timeout())) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                watch.alive();
                done += read;
                if (done > access.mostBytes()) {
                    throw tooLarge(file, "more than " + access.mostBytes() + " bytes");
                }
                out.write(buffer, 0, read);
                listener.progress(done, total);
            }
            watch.requireAlive();
        }
        return done;
    }

    /** Only a strong validator tells that bytes are the same. */
    private static void remember(HttpResponse<InputStream> response, Path part) throws IOException {
        Optional<String> tag = response.headers()
                .firstValue("ETag")
                .filter(value -> !value.startsWith("W/"))
                .or(() -> response.headers().firstValue("Last-Modified"));
        if (tag.isPresent()) {
            Files.writeString(validator(part), tag.get());
        } else {
            Files.deleteIfExists(validator(part));
        }
    }

    private static void forget(Path part) throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(validator(part));
    }

    private static Path validator(Path part) {
        return part.resolveSibling(part.getFileName() + ".validator");
    }
}
