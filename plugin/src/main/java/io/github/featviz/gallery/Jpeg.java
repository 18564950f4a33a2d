package io.github.featviz.gallery;

import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as JPEG files, and the form of them that the encoder reads as it is. */
final class Jpeg {

    /** Samples of a pixel: red, green and blue. */
    private static final int SAMPLES = 3;

    /** Up to this width an image is there at once anyway. */
    private static final int AT_ONCE = 448;

    private static final float QUALITY = 0.88f;

    /** Where in a pixel's bytes its colours are. */
    private static final int[] RGB = {0, 1, 2};

    private static final ColorModel BYTES = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

    private Jpeg() {}

    /** The file of an image; progressive where it is large. */
    static byte[] of(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            if (image.getWidth() > AT_ONCE) {
                // Coarse at once and then finer, and smaller by some percent; it takes twice the time to write.
                settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(ready(image), null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * An image that the encoder reads as it is: of any other form it takes each sample for itself.
     *
     * @param samples rows from the top, {@value #SAMPLES} a pixel; not copied
     */
    private static BufferedImage image(byte[] samples, int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length), width, height, width * SAMPLES, SAMPLES, RGB, null);
        return new BufferedImage(BYTES, raster, false, null);
    }

    /** Pixels, rows from the top, with red, green and blue in the lower three bytes of each; not to be changed. */
    private static int[] pixels(BufferedImage image) {
        BufferedImage rgb = opaque(image);
        DataBuffer buffer = rgb.getRaster().getDataBuffer();
        int width = rgb.getWidth();
        int height = rgb.getHeight();
        return buffer instanceof DataBufferInt ints && ints.getSize() == width * height
                ? ints.getData()
                : (int[]) rgb.getRaster().getDataElements(0, 0, width, height, null);
    }

    private static BufferedImage ready(BufferedImage image) {
        if (image.getColorModel().equals(BYTES)) {
            return image;
        }
        int[] pixels = pixels(image);
        byte[] samples = new byte[pixels.length * SAMPLES];
        for (int i = 0; i < pixels.length; i++) {
            samples[i * SAMPLES] = (byte) (pixels[i] >> 16);
            samples[i * SAMPLES + 1] = (byte) (pixels[i] >> 8);
            samples[i * SAMPLES + 2] = (byte) pixels[i];
        }
        return image(samples, image.getWidth(), image.getHeight());
    }

    private static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = rgb.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return rgb;
    }
}
