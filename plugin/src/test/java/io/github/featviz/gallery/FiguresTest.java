package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void keepsThreeSignificantDigits() {
        assertThat(Figures.significant(4.9366)).isEqualTo("4.94");
        assertThat(Figures.significant(0.012345)).isEqualTo("0.0123");
        assertThat(Figures.significant(9.996)).isEqualTo("10.0");
        assertThat(Figures.significant(12345)).isEqualTo("12,345");
        assertThat(Figures.significant(0)).isEqualTo("0");
    }

    @Test
    void writesAMinusAndNoHyphen() {
        assertThat(Figures.significant(-0.5)).isEqualTo("−0.500");
        assertThat(Figures.sigma(-1.25)).startsWith("−1.");
        assertThat(Figures.sigma(-0.04)).isEqualTo("0.0 σ");
        assertThat(Figures.change(0.412)).isEqualTo("+0.412");
        assertThat(Figures.correlation(-0.5)).isEqualTo("−0.50");
    }

    @Test
    void shortensLargeNumbers() {
        assertThat(Figures.large(4_652_008)).isEqualTo("4.65 M");
        assertThat(Figures.large(9_528)).isEqualTo("9,528");
        assertThat(Figures.large(138_000_000)).isEqualTo("138 M");
    }

    @Test
    void speaksTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Figures.times(2.64)).isEqualTo("2.6×");
            assertThat(Figures.coordinate(1.50)).isEqualTo("1.5");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesRoundCoordinatesWithoutAPoint() {
        assertThat(Figures.coordinate(100)).isEqualTo("100");
        assertThat(Figures.coordinate(40.004)).isEqualTo("40");
        assertThat(Figures.coordinate(-0.001)).isEqualTo("0");
        assertThat(Figures.coordinate(-12.05)).isEqualTo("-12.05");
        assertThat(Figures.coordinate(7.999)).isEqualTo("8");
    }
}
