package io.github.featviz.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A tensor as it lies in its archive.
 *
 * @param entry name of the entry
 * @param size number of bytes
 * @param checksum CRC-32
 */
record ZippedTensor(String entry, long size, long checksum) implements TensorFile {

    private static final int AT_ONCE = 1 << 16;

    static ZippedTensor of(ZipEntry entry) {
        return new ZippedTensor(entry.getName(), entry.getSize(), entry.getCrc());
    }

    @Override
    public void writeTo(ZipFile source, TensorSource.Chunks chunks) throws IOException {
        ZipEntry found = source.getEntry(entry);
        if (found == null || !of(found).equals(this)) {
            throw new IOException(
                    source.getName() + " was changed while it was in use. Build again with the new file.");
        }
        byte[] chunk = new byte[AT_ONCE];
        try (InputStream in = source.getInputStream(found)) {
            long left = size;
            while (left > 0) {
                int length = in.readNBytes(chunk, 0, (int) Math.min(left, AT_ONCE));
                if (length == 0) {
                    throw new IOException(source.getName() + " ends within " + entry);
                }
                chunks.accept(ByteBuffer.wrap(chunk, 0, length));
                left -= length;
            }
        }
    }
}
