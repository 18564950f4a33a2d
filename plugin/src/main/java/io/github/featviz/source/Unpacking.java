package io.github.featviz.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes a TorchScript archive out of the zip, jar or gz that it was published in. */
final class Unpacking {

    private static final int MOST_NAMED = 10;

    private final NetworkCache cache;
    private final long mostBytes;

    Unpacking(NetworkCache cache, long mostBytes) {
        this.cache = cache;
        this.mostBytes = mostBytes;
    }

    /** The archive in a file, or the file itself if it is none that holds others. */
    Path unpack(Path file, String label) throws IOException {
        byte[] head = head(file);
        if (head.length == 2 && (head[0] & 255) == 0x1f && (head[1] & 255) == 0x8b) {
            return kept(file, "gz", part -> {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    copy(in, part, label);
                }
            });
        }
        return head.length == 2 && head[0] == 'P' && head[1] == 'K' ? fromZip(file, label) : file;
    }

    private Path fromZip(Path file, String label) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            if (entries.stream().anyMatch(entry -> entry.getName().matches("([^/]+/)?(data\\.pkl|version)"))) {
                return file;
            }
            List<? extends ZipEntry> networks = entries.stream()
                    .filter(entry -> entry.getName().endsWith(".pt"))
                    .toList();
            if (networks.size() != 1) {
                throw new SourceException(
                        label + " holds "
                                + (networks.isEmpty() ? "no .pt file" : "several .pt files: " + names(networks)),
                        "a TorchScript archive, or a zip with one .pt file",
                        "take out the one that you mean and name it under 'file'");
            }
            return kept(file, networks.get(0).getName(), part -> {
                try (InputStream in = zip.getInputStream(networks.get(0))) {
                    copy(in, part, label);
                }
            });
        } catch (ZipException e) {
            // Damaged: whoever reads the network says so.
            return file;
        }
    }

    private static List<String> names(List<? extends ZipEntry> entries) {
        return entries.stream().limit(MOST_NAMED).map(ZipEntry::getName).toList();
    }

    private Path kept(Path file, String entry, NetworkCache.Making making) throws IOException {
        return cache.get(Digest.ofText("unpacked\n" + Digest.of(file) + "\n" + entry), path -> true, making);
    }

    private void copy(InputStream in, Path part, String label) throws IOException {
        InputStream limited = new Limited(in, mostBytes, label);
        Files.copy(limited, part, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(2);
        }
    }

    /** Refuses to give more than a number of bytes. */
    private static final class Limited extends FilterInputStream {

        private final long most;
        private final String label;
        private long left;

        Limited(InputStream in, long most, String label) {
            super(in);
            this.most = most;
            this.left = most;
            this.label = label;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws SourceException {
            left -= bytes;
            if (left < 0) {
                throw new SourceException(
                        label + " is too large when unpacked",
                        "at most " + most + " bytes",
                        "check where it comes from; if it is right, raise -Dfeatviz.maxDownload");
            }
        }
    }
}
