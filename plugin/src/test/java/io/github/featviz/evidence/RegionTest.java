package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.result.ReceptiveField.Axis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {

    private static final ReceptiveField FIELD = new ReceptiveField(new Axis(7, 4, 1), new Axis(3, 4, 0));

    private static FeatureMap peak(int row, int column) {
        List<Double> values = new ArrayList<>(Collections.nCopies(64, 0.0));
        values.set(row * 8 + column, 1.0);
        return new FeatureMap(8, 8, values);
    }

    @Test
    void isTheFieldAroundThePeak() {
        assertThat(Region.ofPeak(FIELD, peak(3, 2), 32)).isEqualTo(new Region(7, 10, 3, 7));
    }

    @Test
    void endsWithTheImage() {
        assertThat(Region.ofPeak(FIELD, peak(0, 0), 32)).isEqualTo(new Region(0, 0, 2, 5));
        assertThat(Region.ofPeak(FIELD, peak(7, 7), 32)).isEqualTo(new Region(27, 26, 3, 6));
    }

    @Test
    void isTheWholeImageWhereTheFieldIsOrIsNotKnown() {
        assertThat(Region.ofPeak(null, peak(1, 1), 32).isWhole(32)).isTrue();
        assertThat(Region.ofPeak(ReceptiveField.WHOLE, peak(1, 1), 32).isWhole(32))
                .isTrue();
        ReceptiveField wide = new ReceptiveField(new Axis(500, 4, 1), new Axis(500, 4, 1));
        assertThat(Region.ofPeak(wide, peak(4, 4), 32).isWhole(32)).isTrue();
    }
}
