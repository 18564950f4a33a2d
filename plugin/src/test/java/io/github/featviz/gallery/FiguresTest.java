package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Figures ENGLISH = new Figures(Locale.ENGLISH);
    private static final Figures GERMAN = new Figures(Locale.GERMAN);

    @Test
    void keepsThreeSignificantDigits() {
        assertThat(ENGLISH.significant(4.9366)).isEqualTo("4.94");
        assertThat(ENGLISH.significant(0.012345)).isEqualTo("0.0123");
        assertThat(ENGLISH.significant(9.996)).isEqualTo("10.0");
        assertThat(ENGLISH.significant(12345)).isEqualTo("12,345");
        assertThat(ENGLISH.significant(0)).isEqualTo("0");
        assertThat(ENGLISH.significant(1234567)).isEqualTo("1.23e+06");
        assertThat(ENGLISH.significant(-0.00012)).isEqualTo("−1.20e-04");
        assertThat(ENGLISH.times(123456.7)).isEqualTo("123,457×");
        assertThat(ENGLISH.times(-3.46)).isEqualTo("−3.5×");
        assertThat(ENGLISH.times(1e20)).isEqualTo("100,000,000,000,000,000,000×");
        assertThat(ENGLISH.sigma(Double.NaN)).isEqualTo("NaN σ");
        assertThat(ENGLISH.sigma(1234.56)).isEqualTo("1,234.6 σ");
    }

    @Test
    void writesAMinusAndNoHyphen() {
        assertThat(ENGLISH.significant(-0.5)).isEqualTo("−0.500");
        assertThat(ENGLISH.sigma(-1.25)).startsWith("−1.");
        assertThat(ENGLISH.sigma(-0.04)).isEqualTo("0.0 σ");
        assertThat(ENGLISH.change(0.412)).isEqualTo("+0.412");
        assertThat(ENGLISH.correlation(-0.5)).isEqualTo("−0.50");
    }

    @Test
    void shortensLargeNumbers() {
        assertThat(ENGLISH.large(4_652_008)).isEqualTo("4.65 M");
        assertThat(ENGLISH.large(9_528)).isEqualTo("9,528");
        assertThat(ENGLISH.large(138_000_000)).isEqualTo("138 M");
    }

    @Test
    void writesNumbersAsTheLanguageOfThePagesDoes() {
        assertThat(GERMAN.significant(4.9366)).isEqualTo("4,94");
        assertThat(GERMAN.significant(-0.5)).isEqualTo("−0,500");
        assertThat(GERMAN.count(9_528)).isEqualTo("9.528");
        assertThat(GERMAN.large(4_652_008)).isEqualTo("4,65 M");
        assertThat(GERMAN.sigma(9.3)).isEqualTo("9,3 σ");
        assertThat(GERMAN.percent(0.012)).isEqualTo("1,2 %");
        assertThat(GERMAN.plain(0.05)).isEqualTo("0,05");
        assertThat(ENGLISH.plain(0.000001)).isEqualTo("0.000001");
        assertThat(ENGLISH.plain(20)).isEqualTo("20");
    }

    @Test
    void roundsAsJavaDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(5));
            assertThat(ENGLISH.correlation(value).replace('−', '-'))
                    .isEqualTo(String.format(Locale.ENGLISH, "%,.2f", value).replaceFirst("^-(0[.]00)$", "$1"));
        }
    }

    @Test
    void doesNotDependOnTheMachinesLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(ENGLISH.times(2.64)).isEqualTo("2.6×");
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
