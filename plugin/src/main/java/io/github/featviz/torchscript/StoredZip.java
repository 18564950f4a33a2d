package io.github.featviz.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip as PyTorch writes it: nothing is compressed, contents begin at multiples of 64 bytes, and no time of day gets in. */
final class StoredZip implements AutoCloseable {

    /** libtorch maps tensors into memory and wants them to begin at multiples of this. */
    private static final int ALIGNMENT = 64;

    /** For the earliest time of all Java would add a field with the time zone's idea of it. */
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private static final int LOCAL_HEADER = 30;
    private static final int COPIED_AT_ONCE = 1 << 16;

    private final Counting out;
    private final ZipOutputStream zip;
    private final byte[] copy = new byte[COPIED_AT_ONCE];

    private StoredZip(Counting out) {
        this.out = out;
        this.zip = new ZipOutputStream(out);
    }

    static StoredZip create(Path target) throws IOException {
        return new StoredZip(new Counting(Files.newOutputStream(target)));
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, chunks -> chunks.accept(ByteBuffer.wrap(content)));
    }

    /** @param content is read twice: a zip tells the checksum of what is not compressed before the content */
    void add(String name, long size, Content content) throws IOException {
        CRC32 crc = new CRC32();
        long[] counted = new long[1];
        content.writeTo(chunk -> {
            counted[0] += chunk.remaining();
            crc.update(chunk.duplicate());
        });
        if (counted[0] != size) {
            throw new IOException(name + " holds " + counted[0] + " bytes instead of " + size);
        }
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NEVER);
        zip.flush();
        entry.setExtra(padding(out.count + LOCAL_HEADER + name.getBytes(StandardCharsets.UTF_8).length));
        zip.putNextEntry(entry);
        content.writeTo(this::copy);
        zip.closeEntry();
    }

    private void copy(ByteBuffer chunk) throws IOException {
        ByteBuffer rest = chunk.duplicate();
        while (rest.hasRemaining()) {
            int length = Math.min(rest.remaining(), copy.length);
            rest.get(copy, 0, length);
            zip.write(copy, 0, length);
        }
    }

    /** An extra field ("FB", as PyTorch's own writer names it) that moves the content to an aligned offset. */
    private static byte[] padding(long contentOffset) {
        int filler = (int) ((ALIGNMENT - (contentOffset + 4) % ALIGNMENT) % ALIGNMENT);
        byte[] field = new byte[4 + filler];
        field[0] = 'F';
        field[1] = 'B';
        field[2] = (byte) filler;
        return field;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Writes the same bytes each time it is asked to. */
    interface Content {
        void writeTo(TensorSource.Chunks chunks) throws IOException;
    }

    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long count;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
