package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The files are read by Java's own decoder. */
class PngTest {

    @Test
    void blackIsAsOpaqueAsItWasSaid() throws IOException {
        BufferedImage image = read(Png.black(new byte[] {0, 100, (byte) 200, (byte) 255, 7, 8}, 3));

        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getRGB(0, 0, 3, 2, null, 0, 3))
                .containsExactly(0, 100 << 24, 200 << 24, 255 << 24, 7 << 24, 8 << 24);
    }

    @Test
    void aDrawingIsPixelForPixelWhatWasDrawn() throws IOException {
        BufferedImage drawn = new BufferedImage(70, 50, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xb8430c));
        graphics.drawLine(3, 5, 60, 45);
        graphics.dispose();

        BufferedImage image = read(Png.drawing(drawn));

        assertThat(image.getRGB(0, 0, 70, 50, null, 0, 70)).isEqualTo(drawn.getRGB(0, 0, 70, 50, null, 0, 70));
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
