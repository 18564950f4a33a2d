package io.github.featviz.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.result.InputFormat;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

    private static final InputFormat COLOUR = new InputFormat(4, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
    private static final InputFormat GREY = new InputFormat(4, List.of(0.5), List.of(0.5));

    @Test
    void the_centre_square_of_a_wide_photograph_is_used() {
        BufferedImage wide = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            for (int x = 2; x < 6; x++) {
                wide.setRGB(x, y, 0xFF0000);
            }
        }

        float[] square = Preprocessing.square(wide, COLOUR);

        assertThat(square).hasSize(3 * 4 * 4);
        for (int i = 0; i < 16; i++) {
            assertThat(square[i]).isEqualTo(1);
            assertThat(square[16 + i]).isZero();
        }
    }

    @Test
    void values_are_not_yet_normalised() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 2, 0x336699);

        float[] square = Preprocessing.square(image, COLOUR);

        assertThat(square[2 * 4 + 1]).isEqualTo(0x33 / 255f, within(1e-6f));
        assertThat(square[16 + 2 * 4 + 1]).isEqualTo(0x66 / 255f, within(1e-6f));
        assertThat(square[32 + 2 * 4 + 1]).isEqualTo(0x99 / 255f, within(1e-6f));
    }

    @Test
    void reducing_averages_instead_of_skipping() {
        BufferedImage stripes = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x += 2) {
                stripes.setRGB(x, y, 0xFFFFFF);
            }
        }

        float[] square = Preprocessing.square(stripes, COLOUR);

        for (float value : square) {
            assertThat(value).isEqualTo(0.5f, within(0.02f));
        }
    }

    @Test
    void a_one_channel_network_gets_luma() {
        BufferedImage green = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
            green.setRGB(i % 4, i / 4, 0x00FF00);
        }

        float[] square = Preprocessing.square(green, GREY);

        assertThat(square).hasSize(16);
        assertThat(square[0]).isEqualTo(0.587f, within(1e-3f));
    }

    @Test
    void a_picture_as_it_is_keeps_its_size() {
        assertThat(Preprocessing.asIs(new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB), COLOUR))
                .hasSize(3 * 7 * 5);
    }

    @Test
    void channels_get_the_colours_they_are_shown_as_and_hidden_ones_stay_at_their_mean() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xFF3300);
        InputFormat four =
                new InputFormat(1, List.of(0.1, 0.2, 0.3, 0.4), List.of(1.0, 1.0, 1.0, 1.0), List.of(2, 1, 0));
        InputFormat pair = new InputFormat(1, List.of(0.5, 0.5), List.of(1.0, 1.0));

        assertThat(Preprocessing.asIs(image, four)).containsExactly(new float[] {0, 0.2f, 1, 0.4f}, within(1e-6f));
        assertThat(Preprocessing.asIs(image, pair))
                .containsExactly(new float[] {1, 0.2f * 0.587f / 0.701f}, within(1e-6f));
    }
}
