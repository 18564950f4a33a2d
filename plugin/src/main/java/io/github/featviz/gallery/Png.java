package io.github.featviz.gallery;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Pictures of which more is known than Java's own encoder can know, as PNG files: that one takes longer to get ready than to write a
 * very small one, and in a chart tries four ways of which one is the right one.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER = 13;

    /** What the samples of a pixel are. */
    private static final byte RGB = 2;

    private static final byte GREY_AND_OPACITY = 4;

    /** How a row is stored: here by what distinguishes it from the row above. */
    private static final byte UP = 2;

    private Png() {}

    /**
     * Black that is more or less opaque.
     *
     * @param opacity of each pixel, rows from the top
     * @param width pixels of a row
     */
    static byte[] black(byte[] opacity, int width) throws IOException {
        int height = opacity.length / width;
        // The byte that begins a row is zero: it is stored as it is.
        byte[] rows = new byte[height * (1 + 2 * width)];
        for (int pixel = 0; pixel < opacity.length; pixel++) {
            rows[pixel / width + 1 + 2 * pixel + 1] = opacity[pixel];
        }
        return file(width, height, GREY_AND_OPACITY, rows);
    }

    /**
     * A drawing whose rows are much like those above them.
     *
     * @param image of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     */
    static byte[] drawing(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] above = new byte[3 * width];
        byte[] rows = new byte[height * (1 + 3 * width)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            rows[at++] = UP;
            for (int x = 0; x < 3 * width; x++) {
                byte sample = bgr[3 * width * y + x + 2 - 2 * (x % 3)];
                rows[at++] = (byte) (sample - above[x]);
                above[x] = sample;
            }
        }
        return file(width, height, RGB, rows);
    }

    private static byte[] file(int width, int height, byte samples, byte[] rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(width).putInt(height);
        // Of a byte each; what follows says how they are packed and ordered, for which there is one way.
        header.put((byte) Byte.SIZE).put(samples);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.write(SIGNATURE);
            chunk(png, "IHDR", header.array());
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
