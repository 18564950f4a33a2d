package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.result.Moments;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {

    /** The first filter is always busy; all vary alike. */
    private static final Baseline USUAL = Baseline.of(
            new Moments(64, List.of(100.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), List.of(101.0, 1.0, 1.0)), List.of());

    @Test
    void pictures_that_excite_the_same_filters_are_alike_whatever_their_strength() {
        assertThat(Likeness.of(List.of(100.0, 3.0, 1.0), List.of(100.0, 6.0, 2.0), USUAL))
                .isEqualTo(1, within(1e-12));
    }

    @Test
    void a_filter_that_is_always_busy_makes_no_pictures_alike() {
        assertThat(Likeness.of(List.of(100.0, 3.0, 0.0), List.of(100.0, 0.0, 3.0), USUAL))
                .isZero();
        assertThat(Likeness.of(List.of(100.0, 3.0, 0.0), List.of(100.0, -3.0, 0.0), USUAL))
                .isEqualTo(-1, within(1e-12));
    }

    @Test
    void a_picture_that_does_nothing_is_like_no_other() {
        assertThat(Likeness.of(List.of(100.0, 0.0, 0.0), List.of(100.0, 3.0, 0.0), USUAL))
                .isZero();
    }
}
