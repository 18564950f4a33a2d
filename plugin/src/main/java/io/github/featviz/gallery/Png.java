package io.github.featviz.gallery;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Very small pictures as PNG files: Java's own encoder takes longer to get ready than to write one, and there are thousands. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Eight bits a sample, grey and opacity, and the only ways of packing and of ordering rows that there are. */
    private static final byte[] FORM = {8, 4, 0, 0, 0};

    private Png() {}

    /**
     * Black that is more or less opaque.
     *
     * @param opacity of each pixel, rows from the top
     * @param width pixels of a row
     */
    static byte[] black(byte[] opacity, int width) throws IOException {
        int height = opacity.length / width;
        // A byte before each row says that its samples are stored as they are.
        byte[] rows = new byte[height * (1 + 2 * width)];
        for (int pixel = 0; pixel < opacity.length; pixel++) {
            rows[pixel / width + 1 + 2 * pixel + 1] = opacity[pixel];
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.write(SIGNATURE);
            chunk(
                    png,
                    "IHDR",
                    ByteBuffer.allocate(13)
                            .putInt(width)
                            .putInt(height)
                            .put(FORM)
                            .array());
            chunk(png, "IDAT", packed.toByteArray());
            chunk(png, "IEND", new byte[0]);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        png.writeInt(content.length);
        png.write(name);
        png.write(content);
        png.writeInt((int) sum.getValue());
    }
}
