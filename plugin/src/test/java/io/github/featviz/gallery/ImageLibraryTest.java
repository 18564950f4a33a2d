package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLibraryTest {

    private final Path temp;
    private final Path site;
    private final ImageLibrary library;

    ImageLibraryTest(@TempDir Path temp) {
        this.temp = temp;
        this.site = temp.resolve("site");
        this.library = new ImageLibrary(site, temp.resolve("earlier"));
    }

    @Test
    void scalesAPictureAndKeepsTheOriginal() throws IOException {
        Path png = image("png", BufferedImage.TYPE_INT_RGB, 300, 300);

        Image image = library.picture(library.open(png), "units/a/1/picture.png");

        assertThat(image.thumbnails()).extracting(Image.Thumbnail::width).containsExactly(224, 300);
        assertThat(site.resolve("units/a/1/picture.png")).hasSameBinaryContentAs(png);
        BufferedImage small =
                ImageIO.read(site.resolve(image.thumbnails().get(0).path()).toFile());
        assertThat(small.getWidth()).isEqualTo(224);
        assertThat(image.sharpSrcset("../")).endsWith("../units/a/1/picture.png 300w");
    }

    @Test
    void neverEnlarges() throws IOException {
        Image image = library.picture(library.open(image("png", BufferedImage.TYPE_INT_RGB, 40, 40)), "p.png");

        assertThat(image.thumbnails()).extracting(Image.Thumbnail::width).containsExactly(40);
    }

    @Test
    void scalesALargePhotographDown() throws IOException {
        Image image = library.photograph(library.open(image("jpg", BufferedImage.TYPE_INT_RGB, 3000, 1500)));

        assertThat(image.width()).isEqualTo(1344);
        assertThat(image.height()).isEqualTo(672);
    }

    @Test
    void largeFormsComeCoarseAtOnceAndThenFiner() throws IOException {
        Image image = library.photograph(library.open(image("jpg", BufferedImage.TYPE_INT_RGB, 900, 600)));

        for (Image.Thumbnail thumbnail : image.thumbnails()) {
            byte[] jpeg = Files.readAllBytes(site.resolve(thumbnail.path()));
            assertThat(hasProgressiveFrame(jpeg)).as(thumbnail.path()).isEqualTo(thumbnail.width() > 448);
        }
    }

    /** Walks from marker to marker up to the frame's: C2 says progressive, C0 baseline. */
    private static boolean hasProgressiveFrame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0 && (jpeg[at + 1] & 0xff) != 0xc2) {
            at += 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff));
        }
        return (jpeg[at + 1] & 0xff) == 0xc2;
    }

    @Test
    void takesGreyAndTransparentImages() throws IOException {
        assertThat(library.photograph(library.open(image("png", BufferedImage.TYPE_BYTE_GRAY, 120, 50)))
                        .height())
                .isEqualTo(50);
        assertThat(library.photograph(library.open(image("png", BufferedImage.TYPE_INT_ARGB, 130, 50)))
                        .height())
                .isEqualTo(50);
    }

    @Test
    void aPartIsOfTheSquareInTheMiddle() throws IOException {
        BufferedImage wide = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 400; x++) {
                wide.setRGB(x, y, x < 100 || x >= 300 ? 0xff0000 : x < 200 ? 0x00ff00 : 0x0000ff);
            }
        }
        Path file = Files.createDirectories(temp.resolve("made")).resolve("wide.png");
        ImageIO.write(wide, "png", file.toFile());

        Image whole = library.excerpt(library.open(file), HeatMap.Part.ALL);
        Image right = library.excerpt(library.open(file), new HeatMap.Part(0.5, 0, 0.5, 1));

        assertThat(List.of(whole.width(), whole.height(), right.width(), right.height()))
                .containsExactly(200, 200, 100, 200);
        assertThat(pixels(whole).getRGB(50, 100) >> 8 & 0xff).isGreaterThan(230);
        assertThat(pixels(right).getRGB(50, 100) & 0xff).isGreaterThan(230);
    }

    @Test
    void aSmallPartIsEnlargedAndALargeOneMadeSmaller() throws IOException {
        ImageLibrary.Source source = library.open(image("png", BufferedImage.TYPE_INT_RGB, 800, 400));

        assertThat(library.excerpt(source, new HeatMap.Part(0.4, 0.4, 0.1, 0.05)))
                .satisfies(part -> {
                    assertThat(part.width()).isEqualTo(112);
                    assertThat(part.height()).isEqualTo(56);
                });
        assertThat(library.excerpt(source, HeatMap.Part.ALL).width()).isEqualTo(320);
    }

    private BufferedImage pixels(Image image) throws IOException {
        return ImageIO.read(site.resolve(image.full()).toFile());
    }

    private Path image(String format, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xffffffff);
            }
        }
        Path file = Files.createDirectories(temp.resolve("made")).resolve(width + "x" + height + "." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
    }
}
