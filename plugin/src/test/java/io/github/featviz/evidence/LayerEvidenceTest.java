package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.evidence.Strength.Badge;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerEvidenceTest {
    static final Moments REFERENCES = new Moments(64, List.of(1.0, 2.0, 0.0, 0.5), List.of(0.04, 0.04, 0.04, 0.04));
    static final Map<String, Response> PROBES = Map.of(
            "cat", new Response(List.of(5.0, 2.1, 0.1, 0.5)),
            "dog", new Response(List.of(1.1, 1.9, 0.0, 0.4)));
    static final LayerEvidence EVIDENCE = new LayerEvidence("head", REFERENCES, PROBES);

    static Picture picture(Double... response) {
        return new Picture(8, 8, List.of(), List.of(response), 1, 1, "fp32", "test");
    }

    static Response constant(int filters, double value) {
        return new Response(Collections.nCopies(filters, value));
    }

    @Test
    void baselinePoolsReferencesAndProbesAsIfEveryImageHadBeenMeasured() {
        // Two references with values 1 and 3, probes with 5 and 7.
        Baseline baseline = Baseline.of(
                new Moments(2, List.of(2.0), List.of(1.0)),
                List.of(new Response(List.of(5.0)), new Response(List.of(7.0))));
        assertThat(baseline.mean().get(0)).isEqualTo(4.0);
        assertThat(baseline.deviation().get(0)).isCloseTo(Math.sqrt(5.0), within(1e-12));
        assertThat(baseline.sigma(0, 4 + Math.sqrt(5.0))).isCloseTo(1, within(1e-12));
    }

    @Test
    void photographIsNoPartOfItsOwnBaseline() {
        LayerEvidence lonely =
                new LayerEvidence("head", REFERENCES, Map.of("cat", new Response(List.of(5.0, 2.0, 0.0, 0.5))));
        assertThat(lonely.sigma("cat", 0)).isCloseTo((5.0 - 1.0) / 0.2, within(1e-9));
    }

    @Test
    void filtersThatNeverMoveDoNotExplode() {
        Moments references = new Moments(64, List.of(0.0, 1.0), List.of(0.0, 1.0));
        Baseline baseline = Baseline.of(references, List.of());
        assertThat(baseline.sigma(0, 0.0)).isZero();
        assertThat(baseline.sigma(0, 0.01)).isLessThan(1);
        Baseline still = Baseline.of(new Moments(4, List.of(1.0), List.of(0.0)), List.of());
        assertThat(still.sigma(0, 1.0)).isZero();
    }

    @Test
    void valuesThatAreNoNumbersSayNothing() {
        Baseline baseline = Baseline.of(REFERENCES, List.of(constant(4, Double.NaN)));
        assertThat(baseline).isEqualTo(Baseline.of(REFERENCES, List.of()));
        SpikeChart chart = SpikeChart.of("head", constant(4, Double.NaN), baseline, 2);
        assertThat(chart.means()).containsOnly(0.0);
        assertThat(chart.sigmas()).containsOnly(0.0);
        Strength strength =
                Strength.of(0, picture(Double.NaN, 1.0, Double.POSITIVE_INFINITY, 0.0), REFERENCES, List.of());
        assertThat(strength.reached()).isZero();
        assertThat(strength.sigma()).isZero();
        assertThat(strength.timesNoise()).isNull();
    }

    @Test
    void differentNumbersOfFiltersAreRefused() {
        assertThatThrownBy(() -> Baseline.of(REFERENCES, List.of(constant(5, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 filters")
                .hasMessageContaining("have 4");
    }

    @Test
    void chartNamesTheLargestRawAndStandardisedSpikes() {
        SpikeChart chart = EVIDENCE.chart("cat", 2);
        assertThat(chart.layer()).isEqualTo("head");
        assertThat(chart.means()).containsExactly(5.0, 2.1, 0.1, 0.5);
        assertThat(chart.largestMeans()).extracting(Spike::filter).containsExactly(0, 1);
        assertThat(chart.largestSigmas())
                .extracting(Spike::filter)
                .startsWith(0)
                .hasSize(2);
        assertThat(chart.byStrength()).hasSize(4).startsWith(0);
    }

    @Test
    void alwaysOnFilterTopsTheRawSpikesOnly() {
        Moments references = new Moments(64, List.of(9.0, 0.1), List.of(1.0, 0.01));
        SpikeChart chart =
                new LayerEvidence("head", references, Map.of("cat", new Response(List.of(9.0, 3.0)))).chart("cat", 1);
        assertThat(chart.largestMeans().get(0).filter()).isZero();
        assertThat(chart.largestSigmas().get(0).filter()).isEqualTo(1);
    }

    @Test
    void confirmedVerdictReadsAsASentence() {
        Verdict verdict = EVIDENCE.verdict("cat", 0);
        assertThat(verdict.confirmed()).isTrue();
        assertThat(verdict.rank()).isEqualTo(1);
        assertThat(verdict.rawRank()).isEqualTo(1);
        assertThat(verdict.sentence())
                .matches(
                        "Filter 0 ranks 1 of 4 on this photograph, \\d+\\.\\d σ above its mean over other images: confirmed\\.");
    }

    @Test
    void spikeOfLessThanThreeSigmaRefutes() {
        Verdict verdict = EVIDENCE.verdict("cat", 3);
        assertThat(verdict.confirmed()).isFalse();
        assertThat(verdict.sentence()).endsWith("refuted.");
    }

    @Test
    void spikeAmongManyLargerOnesRefutes() {
        List<Double> sigmas = new ArrayList<>(Collections.nCopies(400, 0.0));
        for (int filter = 0; filter < 5; filter++) {
            sigmas.set(filter, 10.0 - filter);
        }
        SpikeChart chart = new SpikeChart("head", sigmas, sigmas, List.of(), List.of());
        assertThat(Verdict.of(3, chart).confirmed()).as("rank 4 of 400, 1 %").isTrue();
        assertThat(Verdict.of(4, chart).confirmed()).as("rank 5 of 400").isFalse();
    }

    @Test
    void pictureThatBeatsEveryProbeIsStrong() {
        Strength strength = EVIDENCE.strength(0, picture(10.0, 2.0, 0.0, 0.5));
        assertThat(strength.badge()).isEqualTo(Badge.STRONG);
        assertThat(strength.rank()).isEqualTo(1);
        assertThat(strength.of()).isEqualTo(4);
        assertThat(strength.bestProbe()).isEqualTo(5.0);
        assertThat(strength.timesBestProbe()).isEqualTo(2.0);
        assertThat(strength.noise()).isEqualTo(1.0);
        assertThat(strength.timesNoise()).isEqualTo(10.0);
    }

    @Test
    void pictureThatAProbeBeatsIsWeak() {
        assertThat(EVIDENCE.strength(0, picture(4.0, 2.0, 0.0, 0.5)).badge()).isEqualTo(Badge.WEAK);
    }

    @Test
    void pictureThatExcitesManyOtherFiltersMoreIsWeak() {
        Moments references = new Moments(64, Collections.nCopies(5, 0.0), Collections.nCopies(5, 1.0));
        Strength strength = Strength.of(4, picture(9.0, 9.0, 9.0, 9.0, 1.0), references, List.of());
        assertThat(strength.rank()).isEqualTo(5);
        assertThat(strength.badge()).isEqualTo(Badge.WEAK);
    }

    @Test
    void withoutProbesTheRankDecides() {
        Strength strength = Strength.of(0, picture(10.0, 2.0, 0.0, 0.5), REFERENCES, List.of());
        assertThat(strength.badge()).isEqualTo(Badge.STRONG);
        assertThat(strength.bestProbe()).isNull();
        assertThat(strength.timesBestProbe()).isNull();
    }

    @Test
    void multiplesOfNearlyNothingAreNotGiven() {
        Moments references = new Moments(64, List.of(0.001, -1.0), List.of(1.0, 1.0));
        assertThat(Strength.of(0, picture(10.0, 0.0), references, List.of()).timesNoise())
                .isNull();
        assertThat(Strength.of(1, picture(0.0, 10.0), references, List.of()).timesNoise())
                .isNull();
        List<Response> probes = List.of(new Response(List.of(0.002, -2.0)));
        assertThat(Strength.of(0, picture(10.0, 0.0), references, probes).timesBestProbe())
                .isNull();
        assertThat(Strength.of(1, picture(0.0, 10.0), references, probes).timesBestProbe())
                .isNull();
    }
}
