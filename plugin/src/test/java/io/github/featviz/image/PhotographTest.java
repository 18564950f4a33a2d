package io.github.featviz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private Path saved(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }
}
