package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrajectoryDrawingTest {

    @Test
    void risesFromZeroToTheTop() {
        TrajectoryDrawing drawing = draw(0, 4);

        assertThat(drawing.line()).isEqualTo("M52 116L472 20");
        assertThat(drawing.zero()).isEqualTo("116");
        assertThat(drawing.highestY()).isEqualTo("20");
    }

    @Test
    void hangsAllNegativeValuesBelowALineOfZeroAtTheTop() {
        TrajectoryDrawing drawing = draw(-2, -1);

        assertThat(drawing.line()).isEqualTo("M52 116L472 68");
        assertThat(drawing.zero()).isEqualTo("20");
        assertThat(drawing.highestY()).isEqualTo("68");
        assertThat(drawing.highest()).isEqualTo("−1.00");
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({"-8, -0.1", "-8, 0", "-8, 0.1", "0, 0", "-2, -1", "-1, 3"})
    void theLargestValueStandsClearOfTheZeroWithinTheDrawing(double first, double last) {
        TrajectoryDrawing drawing = draw(first, last);
        double zero = Double.parseDouble(drawing.zero());
        double highest = Double.parseDouble(drawing.highestY());

        assertThat(Math.abs(zero - highest)).isGreaterThanOrEqualTo(13);
        assertThat(zero).isBetween(20.0, 116.0);
        assertThat(highest).isBetween(7.0, 116.0);
    }

    @Test
    void oneStepIsNoLine() {
        assertThat(TrajectoryDrawing.of(List.of(1.0), true, Theme.standard().words()))
                .isNull();
    }

    private static TrajectoryDrawing draw(double... objective) {
        List<Double> steps = Arrays.stream(objective).boxed().toList();
        return Objects.requireNonNull(
                TrajectoryDrawing.of(steps, true, Theme.standard().words()));
    }
}
