package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.evidence.Kinship.Kin;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Spread;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KinshipTest {

    /** Filter 1 answers like 0 on another scale, 2 the contrary, 3 on its own, 4 never. */
    private static Kinship over(int images) {
        Random random = new Random(1);
        Kinship kinship = new Kinship(List.of(0, 4));
        for (int image = 0; image < images; image++) {
            double value = random.nextGaussian();
            kinship.add(new double[] {1000 + value, 3 * value - 7, -value, random.nextGaussian(), 0.5});
        }
        return kinship;
    }

    @Test
    void filters_that_answer_alike_come_first_and_the_contrary_last() {
        Kindred kindred = Objects.requireNonNull(over(1000).kindred().get(0));

        assertThat(kindred.images()).isEqualTo(1000);
        assertThat(kindred.kin()).extracting(Kin::filter).containsExactly(1, 3, 2);
        assertThat(kindred.kin().get(0).correlation()).isEqualTo(1, within(1e-9));
        assertThat(kindred.kin().get(1).correlation()).isEqualTo(0, within(0.1));
        assertThat(kindred.kin().get(2).correlation()).isEqualTo(-1, within(1e-9));
    }

    @Test
    void a_filter_that_never_varies_has_no_kin() {
        assertThat(over(100).kindred()).containsOnlyKeys(0);
    }

    @Test
    void few_images_say_nothing() {
        assertThat(over(Kinship.LEAST_IMAGES - 1).kindred()).isEmpty();
        assertThat(over(Kinship.LEAST_IMAGES).kindred()).isNotEmpty();
    }

    @Test
    void an_image_with_an_answer_that_is_no_number_does_not_count() {
        Kinship kinship = over(100);
        kinship.add(new double[] {1, Double.NaN, 1, 1, 1});

        assertThat(kinship.kindred().get(0)).extracting(Kindred::images).isEqualTo(100);
    }

    @Test
    void levels_pool_the_places_of_all_images() {
        Moments references = new Moments(
                3,
                List.of(1.0),
                List.of(0.0),
                List.of(1.0),
                new Spread(List.of(1.0), List.of(1.0)),
                List.of(List.of(1.0)));
        Response photograph = new Response(List.of(-3.0), new Spread(List.of(9.0), List.of(0.0)));

        // The places are 1, 1, 1 and −3.
        Levels levels = Levels.of("norm", 0, references, List.of(photograph)).orElseThrow();

        assertThat(levels).isEqualTo(new Levels("norm", 4, 0, Math.sqrt(3), 0.75));
    }

    @Test
    void levels_that_were_not_measured_are_none() {
        Moments references = new Moments(3, List.of(1.0), List.of(0.0), List.of(1.0));

        assertThat(Levels.of("norm", 0, references, List.of(new Response(List.of(1.0)))))
                .isEmpty();
    }
}
