package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrainPrecisionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 3F80",
        "-2.0, C000",
        "0.0, 0000",
        "1.00390625, 3F80", // halfway, to the even one below
        "1.01171875, 3F82", // halfway, to the even one above
        "1.004, 3F81",
        "Infinity, 7F80",
        "NaN, 7FC0",
        "3.4028235e38, 7F80"
    })
    void the_nearest_number_is_taken_and_of_two_the_even_one(float single, String bits) {
        assertThat(String.format("%04X", BrainPrecision.brain(single))).isEqualTo(bits);
    }
}
