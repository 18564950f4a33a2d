package io.github.featviz.network;

import io.github.featviz.result.InputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code src/it/network/tiny.pt} with a first layer whose answers are known.
 *
 * <p>Its {@code conv1} has 3 × 3 filters, stride 1, padding 1: filter 0 answers to red, 1 to green, 2 to an edge from dark to light, left
 * to right, 3 to light. A value of 0.5 in the image is 0 behind the normalisation, and so is the padding.
 */
public final class KnownFilters {

    /** Name of the layer. */
    public static final String LAYER = "conv1";

    /** How images reach it. */
    public static final InputFormat INPUT = new InputFormat(32, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    private KnownFilters() {}

    /** Writes the network. */
    public static void write(Path file) throws IOException {
        try (ZipFile tiny = new ZipFile("src/it/network/tiny.pt");
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Enumeration<? extends ZipEntry> entries = tiny.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = tiny.getInputStream(entry)) {
                    store(out, entry.getName(), content(entry.getName(), in.readAllBytes()));
                }
            }
        }
    }

    private static byte[] content(String name, byte[] tiny) {
        return switch (name) {
            case "tiny/data/0" -> weights();
            case "tiny/data/1" -> new byte[tiny.length];
            default -> tiny;
        };
    }

    private static byte[] weights() {
        float[] weights = new float[4 * 27];
        for (int channel = 0; channel < 3; channel++) {
            int middle = channel * 9 + 4;
            weights[middle] = channel == 0 ? 1 : -0.5f;
            weights[27 + middle] = channel == 1 ? 1 : -0.5f;
            weights[54 + middle - 1] = -1;
            weights[54 + middle + 1] = 1;
            weights[81 + middle] = 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return bytes.array();
    }

    private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    /** An image of one colour with a patch of another; the patch is empty where its edge is 0. */
    public static byte[] png(int width, int height, int rgb, int patchX, int patchY, int patchEdge, int patchRgb)
            throws IOException {
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean patch = x >= patchX && x < patchX + patchEdge && y >= patchY && y < patchY + patchEdge;
                image.setRGB(x, y, patch ? patchRgb : rgb);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
