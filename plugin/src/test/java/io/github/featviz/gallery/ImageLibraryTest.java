package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
    void lightsTheSquareInTheMiddleWhereTheFilterAnswers() throws IOException {
        Path photograph = image("png", BufferedImage.TYPE_INT_RGB, 400, 200);
        FeatureMap left = new FeatureMap(2, 2, List.of(4.0, -1.0, 4.0, -1.0));

        Image image = library.heatMap(library.open(photograph), HeatMap.Light.of(left, 4.0, null, 224), null);

        assertThat(image.width()).isEqualTo(200);
        BufferedImage lit = ImageIO.read(site.resolve(image.full()).toFile());
        assertThat(lit.getWidth()).isEqualTo(lit.getHeight());
        assertThat(brightness(lit, 20, 100)).isGreaterThan(230);
        assertThat(brightness(lit, 180, 100)).isBetween(20, 60);
    }

    @Test
    void lightsWhatTheCellsDependOnWhereThatIsKnown() throws IOException {
        ImageLibrary.Source source = library.open(image("png", BufferedImage.TYPE_INT_RGB, 200, 200));
        FeatureMap second = new FeatureMap(2, 2, List.of(0.0, 0.0, 0.0, 4.0));
        // The cells look at pixels 8 and 24 of 32, counted from the upper left corner of the first, or at 16 and 32.
        HeatMap.Light spread = HeatMap.Light.of(second, 4.0, field(7.5), 32);
        HeatMap.Light further = HeatMap.Light.of(second, 4.0, field(15.5), 32);

        BufferedImage centred = lit(library.heatMap(source, spread, null));
        BufferedImage shifted = lit(library.heatMap(source, further, null));

        assertThat(brightness(centred, 150, 150)).isGreaterThan(240);
        assertThat(brightness(centred, 50, 150)).isLessThan(60);
        assertThat(brightness(shifted, 150, 150)).isBetween(80, 120);
        assertThat(brightness(shifted, 198, 198)).isGreaterThan(240);
        assertThat(brightness(shifted, 100, 198)).isLessThan(60);
    }

    @Test
    void lightsAPartAsItLightsTheWhole() throws IOException {
        ImageLibrary.Source source = library.open(image("png", BufferedImage.TYPE_INT_RGB, 200, 200));
        HeatMap.Light light = HeatMap.Light.of(new FeatureMap(2, 2, List.of(0.0, 0.0, 0.0, 4.0)), 4.0, field(15.5), 32);

        BufferedImage part = lit(library.litExcerpt(source, new HeatMap.Part(0.5, 0.5, 0.5, 0.5), light));

        assertThat(brightness(part, 2, 222)).isLessThan(60);
        assertThat(brightness(part, 112, 112)).isBetween(80, 120);
        assertThat(brightness(part, 222, 222)).isGreaterThan(240);
    }

    @Test
    void anEarlierLightElsewhereIsNotTakenOver() throws IOException {
        ImageLibrary.Source source = library.open(image("png", BufferedImage.TYPE_INT_RGB, 200, 200));
        FeatureMap map = new FeatureMap(2, 2, List.of(0.0, 0.0, 0.0, 4.0));

        assertThat(library.heatMap(source, HeatMap.Light.of(map, 4.0, field(15.5), 32), null)
                        .full())
                .isNotEqualTo(library.heatMap(source, HeatMap.Light.of(map, 4.0, field(7.5), 32), null)
                        .full());
    }

    @Test
    void cellsOfAnUnknownOrWholeFieldAreTakenToCoverTheSquare() {
        FeatureMap map = new FeatureMap(4, 2, Collections.nCopies(8, 1.0));

        HeatMap.Light unknown = HeatMap.Light.of(map, 1, null, 32);

        assertThat(unknown.columns()).isEqualTo(new HeatMap.Line(0.125, 0.25));
        assertThat(unknown.rows()).isEqualTo(new HeatMap.Line(0.25, 0.5));
        assertThat(HeatMap.Light.of(map, 1, ReceptiveField.WHOLE, 32)).isEqualTo(unknown);
    }

    private static ReceptiveField field(double center) {
        ReceptiveField.Axis axis = new ReceptiveField.Axis(20, 16, center);
        return new ReceptiveField(axis, axis);
    }

    private BufferedImage lit(Image image) throws IOException {
        return ImageIO.read(site.resolve(image.full()).toFile());
    }

    private static int brightness(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 8 & 0xff;
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
