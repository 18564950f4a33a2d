package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.gallery.HeatMap.Light;
import io.github.featviz.gallery.HeatMap.Part;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeatMapTest {

    private static final Pattern SHADE = Pattern.compile(
            "<image x=\"([^\"]+)\" y=\"([^\"]+)\" width=\"([^\"]+)\" height=\"([^\"]+)\" .*base64,([^\"]+)\"");

    private static final FeatureMap LAST = new FeatureMap(2, 2, List.of(0.0, 0.0, 0.0, 4.0));

    @Test
    void lightsThePhotographWhereTheFilterAnswers() throws IOException {
        FeatureMap left = new FeatureMap(2, 2, List.of(4.0, -1.0, 4.0, -1.0));

        BufferedImage lit = white(Part.ALL, Light.of(left, 4.0, null, 224));

        assertThat(brightness(lit, 20, 100)).isGreaterThan(250);
        assertThat(brightness(lit, 180, 100)).isBetween(38, 44);
        assertThat(brightness(lit, 100, 100)).isBetween(145, 151);
    }

    @Test
    void lightsWhatTheCellsDependOnWhereThatIsKnown() throws IOException {
        // The cells look at pixels 8 and 24 of 32, counted from the upper left corner of the first, or at 16 and 32.
        BufferedImage centred = white(Part.ALL, Light.of(LAST, 4.0, field(7.5), 32));
        BufferedImage shifted = white(Part.ALL, Light.of(LAST, 4.0, field(15.5), 32));

        assertThat(brightness(centred, 150, 150)).isGreaterThan(240);
        assertThat(brightness(centred, 50, 150)).isLessThan(60);
        assertThat(brightness(shifted, 150, 150)).isBetween(80, 120);
        assertThat(brightness(shifted, 198, 198)).isGreaterThan(240);
        assertThat(brightness(shifted, 100, 198)).isLessThan(60);
    }

    @Test
    void lightsAPartAsItLightsTheWhole() throws IOException {
        Light light = Light.of(LAST, 4.0, field(15.5), 32);

        BufferedImage part = white(new Part(0.5, 0.5, 0.5, 0.5), light);

        assertThat(brightness(part, 2, 198)).isLessThan(60);
        assertThat(brightness(part, 100, 100)).isBetween(80, 120);
        assertThat(brightness(part, 198, 198)).isGreaterThan(240);
    }

    @Test
    void cellsOfAnUnknownOrWholeFieldAreTakenToCoverTheSquare() {
        FeatureMap map = new FeatureMap(4, 2, Collections.nCopies(8, 1.0));

        Light unknown = Light.of(map, 1, null, 32);

        assertThat(unknown.columns()).isEqualTo(new HeatMap.Line(0.125, 0.25));
        assertThat(unknown.rows()).isEqualTo(new HeatMap.Line(0.25, 0.5));
        assertThat(Light.of(map, 1, ReceptiveField.WHOLE, 32)).isEqualTo(unknown);
    }

    @Test
    void severalCellsAreOneWhereThereAreMoreThanAreSeen() throws IOException {
        FeatureMap fine = new FeatureMap(
                224,
                224,
                IntStream.range(0, 224 * 224)
                        .mapToObj(cell -> cell % 224 < 150 ? 1.0 : 0.0)
                        .toList());
        Light light = Light.of(fine, 1, null, 224);

        BufferedImage lit = white(Part.ALL, light);

        assertThat(shade(svg(Part.ALL, light, null)).getWidth()).isLessThanOrEqualTo(128);
        assertThat(brightness(lit, 130, 1)).isGreaterThan(250);
        assertThat(brightness(lit, 138, 198)).isLessThan(44);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103})
    void noCellVanishesAmongMany(int bright) throws IOException {
        int cells = 448;
        FeatureMap fine = new FeatureMap(
                cells,
                cells,
                IntStream.range(0, cells * cells)
                        .mapToObj(cell -> cell == bright * cells + bright ? 1.0 : 0.0)
                        .toList());

        BufferedImage shade = shade(svg(Part.ALL, Light.of(fine, 1, null, cells), null));

        int[] pixels = shade.getRGB(0, 0, shade.getWidth(), shade.getHeight(), null, 0, shade.getWidth());
        assertThat(Arrays.stream(pixels).distinct().count())
                .as("darkness and one light")
                .isEqualTo(2);
    }

    @Test
    void framesWhatTheLargestActivationDependsOn() throws IOException {
        Light light = Light.of(LAST, 4.0, null, 32);

        assertThat(svg(Part.ALL, light, null)).doesNotContain("<rect");
        assertThat(svg(Part.ALL, light, new Part(0.25, 0.5, 0.5, 0.25)))
                .contains("x=\"50\" y=\"100\" width=\"100\" height=\"50\" fill=\"none\"")
                .containsOnlyOnce("stroke=\"black\" stroke-width=\"3\"")
                .containsOnlyOnce("stroke=\"white\"");
    }

    private static ReceptiveField field(double center) {
        ReceptiveField.Axis axis = new ReceptiveField.Axis(20, 16, center);
        return new ReceptiveField(axis, axis);
    }

    /** A part of a white photograph, 200 pixels wide and high, lit. */
    private static BufferedImage white(Part part, Light light) throws IOException {
        String svg = svg(part, light, null);
        BufferedImage cells = shade(svg);
        Matcher place = SHADE.matcher(svg);
        assertThat(place.find()).isTrue();
        BufferedImage white = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = white.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 200, 200);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                cells,
                new AffineTransform(
                        Double.parseDouble(place.group(3)) / cells.getWidth(),
                        0,
                        0,
                        Double.parseDouble(place.group(4)) / cells.getHeight(),
                        Double.parseDouble(place.group(1)),
                        Double.parseDouble(place.group(2))),
                null);
        graphics.dispose();
        return white;
    }

    private static BufferedImage shade(String svg) throws IOException {
        Matcher shade = SHADE.matcher(svg);
        assertThat(shade.find()).isTrue();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(shade.group(5))));
    }

    private static String svg(Part part, Light light, @Nullable Part framed) throws IOException {
        Image image = new Image(List.of(new Image.Thumbnail("images/a.jpg", 200)), 200, 200, "images/a.jpg");
        String address =
                Objects.requireNonNull(HeatMap.lit(image, part, light, framed).light());
        assertThat(address).matches("data:image/svg\\+xml,[\\w/:;,.=%+-]+");
        return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int brightness(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 8 & 0xff;
    }
}
