package io.github.featviz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographTest {

    @TempDir
    Path folder;

    @Test
    void grey_samples_are_taken_as_they_are() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 100);
        grey.getRaster().setSample(1, 0, 0, 255);

        BufferedImage read = Photograph.read(saved(grey, "grey.png"));

        assertThat(read.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x646464);
        assertThat(read.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void sixteen_bit_grey_is_scaled_to_eight() throws IOException {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 65535);

        assertThat(Photograph.read(saved(grey, "grey16.png")).getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0xFFFFFF);
    }

    @Test
    void transparent_parts_lie_on_white() throws IOException {
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, new Color(0, 0, 0, 0).getRGB());

        assertThat(Photograph.read(saved(clear, "clear.png")).getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0xFFFFFF);
    }

    @Test
    void a_file_that_is_no_image_is_refused_by_name() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.png"), "not an image");

        assertThatThrownBy(() -> Photograph.read(text))
                .isInstanceOf(PhotographException.class)
                .hasMessageContaining("notes.png")
                .hasMessageContaining("expected PNG, JPEG");
    }

    @Test
    void a_damaged_image_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(saved(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "whole.png"));
        Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Photograph.read(half))
                .isInstanceOf(PhotographException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void an_image_of_too_many_pixels_is_refused_before_it_is_decoded() throws IOException {
        byte[] png = Files.readAllBytes(saved(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "small.png"));
        // Width and height follow the signature and the header chunk's length and name.
        png[16] = 0x7F;
        png[20] = 0x7F;
        Path huge = Files.write(folder.resolve("huge.png"), png);

        assertThatThrownBy(() -> Photograph.read(huge)).isInstanceOf(PhotographException.class);
    }

    @Test
    void a_photograph_is_turned_as_the_camera_was_held() throws IOException {
        // Dark on the left half of what is stored.
        BufferedImage stored = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 32; x < 64; x++) {
                stored.setRGB(x, y, 0xFFFFFF);
            }
        }
        for (int exif : List.of(1, 2, 3, 4, 5, 6, 7, 8)) {
            Path file = Files.write(folder.resolve(exif + ".jpg"), withOrientation(jpeg(stored), exif));
            BufferedImage seen = Photograph.read(file);
            boolean upright = exif <= 4;
            assertThat(Photograph.size(file)).isEqualTo(new Photograph.Size(upright ? 64 : 32, upright ? 32 : 64));
            assertThat(seen.getWidth()).isEqualTo(upright ? 64 : 32);
            // Where the dark half is: left, right, right, left, top, top, bottom, bottom.
            boolean darkFirst = List.of(1, 4, 5, 6).contains(exif);
            assertThat(seen.getRGB(4, 4) & 0xFF).as("orientation %d", exif).matches(value -> value < 40 == darkFirst);
            assertThat(seen.getRGB(seen.getWidth() - 4, seen.getHeight() - 4) & 0xFF)
                    .as("orientation %d", exif)
                    .matches(value -> value < 40 != darkFirst);
        }
    }

    @Test
    void a_damaged_orientation_is_no_orientation() throws IOException {
        byte[] whole = withOrientation(jpeg(new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB)), 6);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[12 + random.nextInt(26)] = (byte) random.nextInt();
            Path file = Files.write(folder.resolve("damaged.jpg"), damaged);
            assertThat(Photograph.size(file).width()).isIn(8, 16);
        }
    }

    @Test
    void a_jpeg_in_printers_colours_is_refused_by_its_header() throws IOException {
        byte[] bytes = jpeg(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
        for (int i = 0; i < bytes.length - 9; i++) {
            if ((bytes[i] & 0xFF) == 0xFF && (bytes[i + 1] & 0xFF) == 0xC0) {
                bytes[i + 9] = 4;
                break;
            }
        }
        Path file = Files.write(folder.resolve("print.jpg"), bytes);

        assertThatThrownBy(() -> Photograph.check(file))
                .isInstanceOf(PhotographException.class)
                .hasMessageContaining("CMYK");
    }

    @Test
    void a_jpeg_whose_end_is_missing_is_refused() throws IOException {
        BufferedImage noise = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 128 * 128; i++) {
            noise.setRGB(i % 128, i / 128, random.nextInt());
        }
        byte[] whole = jpeg(noise);
        Path half = Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Photograph.read(half))
                .isInstanceOf(PhotographException.class)
                .hasMessageContaining("end is missing");
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
        return out.toByteArray();
    }

    /** The JPEG with an Exif segment that holds nothing but an orientation. */
    private static byte[] withOrientation(byte[] jpeg, int exif) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
        out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
        out.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        out.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
        out.putShort((short) exif).putShort((short) 0).putInt(0);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    private Path saved(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }
}
