package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Spike;
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

        assertThat(drawing.zero()).isEqualTo("110");
        assertThat(drawing.bars()).isEqualTo("M271 110V40M725 110V180");
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

        assertThat(drawing.bars().chars().filter(c -> c == 'M').count()).isEqualTo(4096);
        assertThat(drawing.barWidth()).isEqualTo("0.6");
        assertThat(drawing.ticks()).hasSizeBetween(4, 9);
        assertThat(drawing.labels())
                .allSatisfy(label -> assertThat(Double.parseDouble(label.x())).isBetween(44.0, 952.0));
    }

    @Test
    void survivesSilenceAndEmptiness() {
        assertThat(draw(List.of(0.0, 0.0), Set.of()).bars()).isEqualTo("M271 180V180M725 180V180");
        assertThat(draw(List.of(), Set.of()).description()).isEqualTo("No feature map stands out.");
    }

    private static SpikeDrawing draw(List<Double> values, Set<Integer> expected) {
        List<Spike> spikes = new ArrayList<>();
        for (int filter = 0; filter < values.size(); filter++) {
            spikes.add(new Spike(filter, values.get(filter), 0));
        }
        spikes.sort((one, other) -> Double.compare(other.mean(), one.mean()));
        return SpikeDrawing.of(new SpikeDrawing.Subject(
                "id",
                "title",
                values,
                spikes,
                expected,
                filter -> "page-" + filter,
                filter -> "" + values.get(filter)));
    }
}
