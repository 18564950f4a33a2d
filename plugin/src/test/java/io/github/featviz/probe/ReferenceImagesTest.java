package io.github.featviz.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.InputFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceImagesTest {

    private static final InputFormat INPUT = new InputFormat(48, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63})
    void an_image_is_the_same_each_time_and_fills_the_range(int index) {
        float[] image = ReferenceImages.made(index, INPUT);

        assertThat(image).hasSize(3 * 48 * 48).isEqualTo(ReferenceImages.made(index, INPUT));
        float least = 1;
        float most = 0;
        for (float value : image) {
            assertThat(value).isBetween(0f, 1f);
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(most - least).isGreaterThan(0.4f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void neighbouring_pixels_are_alike_as_in_photographs(int index) {
        float[] image = ReferenceImages.made(index, INPUT);
        double near = 0;
        double far = 0;
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 24; x++) {
                near += Math.abs(image[y * 48 + x] - image[y * 48 + x + 1]);
                far += Math.abs(image[y * 48 + x] - image[y * 48 + x + 24]);
            }
        }

        assertThat(near).isLessThan(far * 0.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void images_differ(int index) {
        assertThat(ReferenceImages.made(index, INPUT)).isNotEqualTo(ReferenceImages.made(index - 1, INPUT));
    }
}
