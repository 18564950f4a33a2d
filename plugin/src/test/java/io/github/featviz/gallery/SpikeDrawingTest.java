package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Spike;
import io.github.featviz.gallery.SpikeDrawing.Measure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpikeDrawingTest {

    @Test
    void drawsOneBarAFeatureMapInASinglePath() {
        SpikeDrawing drawing = draw(List.of(1.0, 0.0, 2.0, 4.0), Set.of());

        assertThat(drawing.bars().chars().filter(c -> c == 'M').count()).isEqualTo(4);
        assertThat(drawing.bars()).endsWith("V40");
        assertThat(drawing.scale()).isEqualTo("4.00");
    }

    @Test
    void hangsNegativeActivationsBelowZero() {
        SpikeDrawing drawing = draw(List.of(1.0, -1.0), Set.of());

        assertThat(drawing.zero()).isEqualTo("108");
        assertThat(drawing.bars()).isEqualTo("M250 108V40M750 108V176");
    }

    @Test
    void marksTheExpectedFilterEvenWhereItDoesNotStandOut() {
        SpikeDrawing drawing = draw(List.of(5.0, 0.1, 0.0, 0.0), Set.of(1));

        assertThat(drawing.labels())
                .filteredOn(SpikeDrawing.Label::hit)
                .singleElement()
                .satisfies(label -> {
                    assertThat(label.filter()).isEqualTo(1);
                    assertThat(label.href()).isEqualTo("page-1");
                    assertThat(label.note()).contains("0.1");
                });
        assertThat(drawing.description()).contains("1 (expected) 0.1");
    }

    @Test
    void leavesOutNumbersThatWouldRunIntoEachOther() {
        List<Double> values = new ArrayList<>(Collections.nCopies(1000, 0.0));
        values.set(500, 3.0);
        values.set(501, 2.0);
        values.set(900, 1.0);

        List<Integer> labelled = draw(values, Set.of()).labels().stream()
                .map(SpikeDrawing.Label::filter)
                .toList();

        assertThat(labelled).contains(500, 900).doesNotContain(501);
    }

    @Test
    void drawsFourThousandFeatureMapsWithinTheirLine() {
        SpikeDrawing drawing = draw(Collections.nCopies(4096, 0.5), Set.of(4095));

        assertThat(drawing.step()).isEqualTo(8);
        assertThat(drawing.bars().chars().filter(c -> c == 'M').count()).isEqualTo(512);
        assertThat(drawing.thin()).isTrue();
        assertThat(drawing.ticks()).hasSizeBetween(4, 9);
        assertThat(drawing.labels())
                .allSatisfy(label -> assertThat(Double.parseDouble(label.x().replace("%", "")))
                        .isBetween(0.0, 100.0));
    }

    @Test
    void survivesSilenceAndEmptiness() {
        assertThat(draw(List.of(0.0, 0.0), Set.of()).bars()).isEqualTo("M250 176V176M750 176V176");
        assertThat(draw(List.of(), Set.of()).description()).isEqualTo("No feature map stands out.");
    }

    @Test
    void keepsTheLargestOfTheMapsThatShareAColumn() {
        List<Double> values = new ArrayList<>(Collections.nCopies(1040, 0.0));
        values.set(7, 2.0);
        values.set(9, -1.0);

        SpikeDrawing drawing = draw(values, Set.of());

        assertThat(drawing.step()).isEqualTo(2);
        assertThat(drawing.bars().split("M", -1)[4]).endsWith("V40");
        assertThat(drawing.bars().split("M", -1)[5]).endsWith("V176");
    }

    @Test
    void givesSmallValuesRoomOnALogarithmicScale() {
        SpikeDrawing linear = draw(List.of(0.01, 1.0), Set.of());
        SpikeDrawing logarithmic = draw(List.of(0.01, 1.0), Set.of(), Measure.LOGARITHM);

        assertThat(height(linear)).isLessThan(2);
        assertThat(height(logarithmic)).isGreaterThan(40);
        assertThat(logarithmic.scale()).isEqualTo("1.00");
    }

    @Test
    void drawsWhereASpikeBeginsToCount() {
        assertThat(draw(List.of(6.0, 0.0), Set.of(), Measure.SIGMA).threshold()).isEqualTo("108");
        assertThat(draw(List.of(1.0, 0.0), Set.of(), Measure.SIGMA).threshold()).isNull();
    }

    @Test
    void letsNumbersGiveWayOnAPhoneButNotTheExpectedOne() {
        List<Double> values = new ArrayList<>(Collections.nCopies(100, 0.0));
        values.set(50, 3.0);
        values.set(55, 2.9);
        values.set(60, 2.8);

        assertThat(minor(values, 60, 50, 55, 60)).containsExactly(false, true, false);
    }

    @Test
    void theTallestKeepsItsNumberOnAPhoneAboveALowExpectedOne() {
        List<Double> values = new ArrayList<>(Collections.nCopies(100, 0.0));
        values.set(50, 3.0);
        values.set(55, 0.2);

        assertThat(minor(values, 55, 50, 55)).containsExactly(false, false);
    }

    private static List<Boolean> minor(List<Double> values, int expected, Integer... filters) {
        return draw(values, Set.of(expected)).labels().stream()
                .filter(label -> List.of(filters).contains(label.filter()))
                .map(SpikeDrawing.Label::minor)
                .toList();
    }

    /** How high the first bar is. */
    private static double height(SpikeDrawing drawing) {
        String end = drawing.bars().split("[MV]", -1)[2];
        return Double.parseDouble(drawing.zero()) - Double.parseDouble(end);
    }

    private static SpikeDrawing draw(List<Double> values, Set<Integer> expected) {
        return draw(values, expected, Measure.LINEAR);
    }

    private static SpikeDrawing draw(List<Double> values, Set<Integer> expected, Measure measure) {
        List<Spike> spikes = new ArrayList<>();
        for (int filter = 0; filter < values.size(); filter++) {
            spikes.add(new Spike(filter, values.get(filter), 0));
        }
        spikes.sort((one, other) -> Double.compare(other.mean(), one.mean()));
        return SpikeDrawing.of(new SpikeDrawing.Subject(
                "id",
                "",
                "title",
                measure,
                values,
                spikes,
                expected,
                filter -> "page-" + filter,
                filter -> "" + values.get(filter),
                Theme.standard().words()));
    }
}
