package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RasterTest {

    @Test
    void cubic_enlargement_of_an_edge_has_opencvs_values() {
        float[] columns = new float[16];
        for (int y = 0; y < 4; y++) {
            columns[y * 4 + 2] = 1;
            columns[y * 4 + 3] = 1;
        }

        float[] enlarged = new Raster(1, 4, columns).resized(8).values();

        // Cubic convolution with a = −0.75 at the offsets 0.25 and 0.75, by hand; every row is the same.
        double[] row = {0, -0.03515625, -0.10546875, 0.2265625, 0.7734375, 1.10546875, 1.03515625, 1};
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat((double) enlarged[y * 8 + x]).isCloseTo(row[x], within(1e-5));
            }
        }
    }

    @Test
    void an_even_picture_stays_even_at_any_size() {
        float[] even = new float[3 * 25];
        Arrays.fill(even, 0.4f);

        assertThat(new Raster(3, 5, even).resized(7).blurred(5).values())
                .hasSize(3 * 49)
                .containsOnly(new float[] {0.4f}, within(1e-6f));
    }

    @Test
    void a_box_blur_spreads_a_dot_evenly_and_mirrors_at_the_border() {
        float[] dot = new float[25];
        dot[1 * 5 + 1] = 1;

        float[] blurred = new Raster(1, 5, dot).blurred(3).values();

        // Beyond the border comes row 1 again, so that row 0 sees the dot twice.
        assertThat(blurred[0]).isCloseTo(4 / 9f, within(1e-6f));
        assertThat(blurred[1]).isCloseTo(2 / 9f, within(1e-6f));
        assertThat(blurred[5 + 1]).isCloseTo(1 / 9f, within(1e-6f));
        assertThat(blurred[2 * 5 + 2]).isCloseTo(1 / 9f, within(1e-6f));
        assertThat(blurred[3 * 5 + 3]).isZero();
    }

    @Test
    void a_picture_is_clipped_and_rounded_to_8_bits() {
        var image = new Raster(3, 1, new float[] {-0.2f, 0.5f, 1.7f}).toImage(List.of(0, 1, 2));

        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF0080FF);
    }

    @Test
    void one_plane_shows_as_grey() {
        var image = new Raster(1, 1, new float[] {1}).toImage(List.of(0, 0, 0));

        assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    }
}
