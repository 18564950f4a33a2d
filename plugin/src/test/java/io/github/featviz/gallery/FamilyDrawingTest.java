package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.TuningCurves;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyDrawingTest {

    private static final int STEPS = 24;
    private static final double NUMBER = 22;

    @ParameterizedTest
    @CsvSource({"13, 0, 0", "13, 0, 6", "13, 1, 3", "2, 0, 0", "2, 0, 3", "2, 0, 6", "2, 0, 18", "3, 0, 6", "3, 1, 4"})
    void pictures_and_their_numbers_do_not_overlap(int members, int apart, int first) {
        Family family = new Family(
                0,
                new TuningCurves(steps(), List.of(), List.of(), List.of()),
                IntStream.range(0, members)
                        .mapToObj(filter -> member(filter, (first + filter * apart) % STEPS))
                        .toList());

        List<FamilyDrawing.Kin> kin = FamilyDrawing.of(new FamilyDrawing.Subject(
                        "id",
                        "title",
                        "description",
                        family,
                        true,
                        String::valueOf,
                        filter -> null,
                        filter -> null,
                        member -> "",
                        new Words(Locale.ENGLISH, Map.of())))
                .kin();

        for (FamilyDrawing.Kin one : kin) {
            for (FamilyDrawing.Kin other : kin) {
                boolean beside = Math.abs(number(one.x()) - number(other.x())) >= FamilyDrawing.PICTURE;
                boolean above = Math.abs(number(one.y()) - number(other.y())) >= FamilyDrawing.PICTURE + NUMBER;
                assertThat(one.filter() == other.filter() || beside || above)
                        .as("%s beside %s", one, other)
                        .isTrue();
            }
        }
    }

    private static double number(String coordinate) {
        return Double.parseDouble(coordinate);
    }

    private static List<Double> steps() {
        return IntStream.range(0, STEPS).mapToObj(step -> 15.0 * step).toList();
    }

    private static Family.Member member(int filter, int step) {
        return new Family.Member(filter, step, 1, 1, Collections.nCopies(STEPS, 0.5));
    }
}
