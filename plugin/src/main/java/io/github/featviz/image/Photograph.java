package io.github.featviz.image;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads photographs, with limits. */
public final class Photograph {

    /** Largest file that is opened, in bytes. */
    public static final long MAX_BYTES = 64L << 20;

    /** Largest image that is decoded, in pixels. */
    public static final long MAX_PIXELS = 100_000_000;

    private Photograph() {}

    /**
     * Width and height of a photograph as it is seen.
     *
     * @param width pixels
     * @param height pixels
     */
    public record Size(int width, int height) {}

    /**
     * Reads an image file.
     *
     * @param file PNG, JPEG, GIF or BMP
     * @return the image as 8-bit RGB, turned as the camera was held; transparent parts on white
     * @throws PhotographException when it is no image or too large
     */
    public static BufferedImage read(Path file) throws IOException {
        return withReader(file, (reader, orientation) -> toRgb(whole(reader), orientation));
    }

    /**
     * Reads an image that is in memory, as {@link #read(Path)} reads a file.
     *
     * @param name what messages call it
     * @throws PhotographException when it is no image or too large
     */
    public static BufferedImage read(String name, byte[] content) throws IOException {
        requireBytes(name, content.length);
        JpegHeader header = JpegHeader.of(new ByteArrayInputStream(content));
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            return withReader(name, stream, header, (reader, orientation) -> toRgb(whole(reader), orientation));
        }
    }

    /**
     * Looks at the header only: whether the file is an image that {@link #read} would open.
     *
     * @throws PhotographException when it is no image or too large
     */
    public static void check(Path file) throws IOException {
        size(file);
    }

    /**
     * The size of the image that {@link #read} would give, from the header only.
     *
     * @throws PhotographException when it is no image or too large
     */
    public static Size size(Path file) throws IOException {
        return withReader(file, (reader, orientation) -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return new Size(orientation.width(width, height), orientation.height(width, height));
        });
    }

    private interface Reading<T> {
        T from(ImageReader reader, Orientation orientation) throws IOException;
    }

    private static <T> T withReader(Path file, Reading<T> reading) throws IOException {
        requireBytes(file.toString(), Files.size(file));
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            return withReader(file.toString(), stream, JpegHeader.of(file), reading);
        }
    }

    private static void requireBytes(String name, long bytes) throws PhotographException {
        if (bytes > MAX_BYTES) {
            throw new PhotographException(
                    name + " has " + bytes + " bytes; at most " + MAX_BYTES + " are read: scale it down");
        }
    }

    private static <T> T withReader(String name, ImageInputStream stream, JpegHeader header, Reading<T> reading)
            throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new PhotographException(name + " is no image that can be read here: expected PNG, JPEG, GIF or BMP");
        }
        refusePrinters(name, header);
        ImageReader reader = readers.next();
        try {
            reader.setInput(stream, true, true);
            checkSize(name, reader);
            return reading.from(reader, header.orientation());
        } catch (PhotographException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders answer broken files with anything from EOFException to ArrayIndexOutOfBoundsException.
            throw new PhotographException(name + " is a damaged or unsupported image (" + e.getMessage() + ")", e);
        } finally {
            reader.dispose();
        }
    }

    /** Java takes the fourth component for transparency, and gives wrong colours without a word. */
    private static void refusePrinters(String name, JpegHeader header) throws PhotographException {
        if (header.components() == 4) {
            throw new PhotographException(
                    name + " is a JPEG in the printers' colours (CMYK), which are not read: convert it to RGB");
        }
    }

    /** Java's decoder fills the lost part of a cut-off JPEG with grey and merely warns. */
    private static BufferedImage whole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            if (warning.contains("Truncated") || warning.contains("Premature") || warning.contains("premature")) {
                throw new IIOException("its end is missing");
            }
        }
        return image;
    }

    private static void checkSize(String name, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new PhotographException(name + " is " + width + " × " + height + " pixels; at most " + MAX_PIXELS
                    + " are read: scale it down");
        }
    }

    private static BufferedImage toRgb(BufferedImage image, Orientation orientation) {
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        int storedWidth = image.getWidth();
        int storedHeight = image.getHeight();
        int width = orientation.width(storedWidth, storedHeight);
        int height = orientation.height(storedWidth, storedHeight);
        BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        if (orientation.equals(Orientation.UPRIGHT) && image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            // What most photographs are: the same bytes in another order, many times faster than pixel by pixel.
            Graphics2D graphics = rgb.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
            return rgb;
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int storedX = orientation.storedX(x, y, storedWidth);
                int storedY = orientation.storedY(x, y, storedHeight);
                rgb.setRGB(x, y, grey ? greySample(image, storedX, storedY) : onWhite(image.getRGB(storedX, storedY)));
            }
        }
        return rgb;
    }

    /** Java takes grey for linear light and would brighten it; other tools take the samples as they are, and so do we. */
    private static int greySample(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        int bits = image.getSampleModel().getSampleSize(0);
        int value = raster.getSample(x, y, 0) * 255 / ((1 << bits) - 1);
        if (image.getColorModel().hasAlpha()) {
            int alpha = raster.getSample(x, y, 1) * 255 / ((1 << bits) - 1);
            value = mix(value, alpha);
        }
        return value << 16 | value << 8 | value;
    }

    private static int onWhite(int argb) {
        int alpha = argb >>> 24;
        return mix(argb >> 16 & 255, alpha) << 16 | mix(argb >> 8 & 255, alpha) << 8 | mix(argb & 255, alpha);
    }

    private static int mix(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
