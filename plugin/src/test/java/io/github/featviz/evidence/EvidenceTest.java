package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Spread;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final Moments REFERENCES =
            new Moments(64, List.of(5.0, 0.0, 0.5, 0.2), List.of(0.04, 0.01, 0.01, 0.01), List.of(5.5, 0.3, 0.8, 0.5));

    @Test
    void a_baseline_pools_references_and_photographs() {
        Baseline baseline = Baseline.of(
                new Moments(2, List.of(1.0), List.of(1.0), List.of(2.0)),
                List.of(new Response(List.of(2.0)), new Response(List.of(4.0))));

        // The images are 0, 2, 2 and 4.
        assertThat(baseline.mean(0)).isEqualTo(2.0);
        assertThat(baseline.sigma(0, 2 + Math.sqrt(2))).isEqualTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void always_on_maps_win_the_raw_chart_but_not_the_standardised_one() {
        SpikeChart chart =
                SpikeChart.of("act", new Response(List.of(5.1, 0.9, 0.5, 0.2)), Baseline.of(REFERENCES, List.of()), 2);

        assertThat(chart.largestMeans()).extracting(Spike::filter).containsExactly(0, 1);
        assertThat(chart.largestSigmas()).extracting(Spike::filter).containsExactly(1, 0);
        assertThat(chart.largestSigmas().get(0).sigma()).isEqualTo(0.9 / Math.hypot(0.1, 0.2), within(1e-9));
        assertThat(chart.fallingSigmas()).startsWith(1, 0);
    }

    @Test
    void a_filter_that_never_varies_does_not_explode() {
        Moments constant = new Moments(64, List.of(1.0, 0.0, 0.0), List.of(0.0, 1.0, 1.0), List.of(1.0, 2.0, 2.0));

        assertThat(Baseline.of(constant, List.of()).sigma(0, 1.005)).isLessThan(1);
    }

    @Test
    void an_expected_spike_is_confirmed_and_a_missing_one_refuted() {
        SpikeChart chart =
                SpikeChart.of("act", new Response(List.of(5.0, 0.9, 0.5, 0.2)), Baseline.of(REFERENCES, List.of()), 4);

        Verdict spike = Verdict.of(1, chart);
        Verdict none = Verdict.of(3, chart);

        assertThat(spike.confirmed()).isTrue();
        assertThat(spike.rank()).isEqualTo(1);
        assertThat(spike.rawRank()).isEqualTo(2);
        assertThat(spike.sentence())
                .contains("Filter 1 ranks 1 of 4")
                .contains("4.0 σ above")
                .endsWith("confirmed.");
        assertThat(none.confirmed()).isFalse();
        assertThat(none.sentence()).endsWith("refuted.");
    }

    @Test
    void a_picture_is_strong_when_its_filter_leads_and_no_probe_does_better() {
        Response picture = new Response(List.of(5.0, 3.0, 0.5, 0.2));
        Response probe = new Response(List.of(5.0, 1.0, 0.5, 0.2));

        Strength strength = Strength.of(1, picture, REFERENCES, List.of(probe));

        assertThat(strength.badge()).isEqualTo(Strength.Badge.STRONG);
        assertThat(strength.rank()).isEqualTo(1);
        assertThat(strength.timesBestProbe()).isEqualTo(3.0);
        assertThat(strength.timesNoise()).as("noise is zero").isNull();
    }

    @Test
    void a_picture_that_excites_less_than_a_probe_is_weak() {
        Response picture = new Response(List.of(5.0, 0.8, 0.5, 0.2));
        Response probe = new Response(List.of(5.0, 1.0, 0.5, 0.2));

        assertThat(Strength.of(1, picture, REFERENCES, List.of(probe)).badge()).isEqualTo(Strength.Badge.WEAK);
    }

    @Test
    void a_good_rank_alone_makes_no_picture_strong() {
        Strength strength = Strength.of(1, new Response(List.of(5.1, 0.0, 0.4, 0.1)), REFERENCES, List.of());

        assertThat(strength.rank()).isEqualTo(2);
        assertThat(strength.sigma()).isZero();
        assertThat(strength.badge()).isEqualTo(Strength.Badge.WEAK);
    }

    @Test
    void without_probes_there_is_no_multiple_of_the_best() {
        Strength strength = Strength.of(2, new Response(List.of(5.0, 0.0, 2.0, 0.2)), REFERENCES, List.of());

        assertThat(strength.bestProbe()).isNull();
        assertThat(strength.timesBestProbe()).isNull();
        assertThat(strength.timesNoise()).isEqualTo(4.0);
        assertThat(strength.badge()).isEqualTo(Strength.Badge.STRONG);
    }

    @Test
    void there_is_no_multiple_of_what_is_not_positive() {
        Response probe = new Response(List.of(5.0, 1.0, 0.5, 0.2));

        Strength below = Strength.of(2, new Response(List.of(5.0, 0.0, -0.7, 0.2)), REFERENCES, List.of(probe));

        assertThat(below.timesBestProbe()).isNull();
        assertThat(below.timesNoise()).isNull();
    }

    @Test
    void a_single_place_is_held_against_single_places() {
        // Maps whose mean is 0 ± 0.1 from image to image, and whose places are 0 ± 1.
        List<Double> zeros = List.of(0.0, 0.0);
        Moments references = new Moments(
                64,
                zeros,
                List.of(0.01, 0.01),
                List.of(0.3, 0.3),
                new Spread(List.of(1.0, 1.0), List.of(0.5, 0.5)),
                List.of());
        SortedMap<Integer, Double> weights = new TreeMap<>(Map.of(0, 1.0));
        Response place = new Response(List.of(1.2, 0.0));

        assertThat(Strength.of(weights, place, references, List.of(), Baseline.ofPlaces(references, List.of())))
                .satisfies(strength -> assertThat(strength.sigma()).isEqualTo(1.2 / Math.sqrt(2), within(1e-9)))
                .extracting(Strength::badge)
                .isEqualTo(Strength.Badge.WEAK);
        assertThat(Strength.of(0, place, references, List.of()).sigma()).isGreaterThan(8);
    }

    @Test
    void not_a_number_is_never_strong() {
        Strength strength = Strength.of(1, new Response(List.of(5.0, Double.NaN, 0.5, 0.2)), REFERENCES, List.of());

        assertThat(strength.badge()).isEqualTo(Strength.Badge.WEAK);
        assertThat(strength.rank()).isEqualTo(4);
    }

    @Test
    void what_a_filter_dislikes_is_judged_from_the_other_end() {
        SortedMap<Integer, Double> disliked = new TreeMap<>(Map.of(1, -1.0));
        Response photograph = new Response(List.of(5.0, -0.5, 0.5, 0.2));

        Strength least =
                Strength.of(disliked, new Response(List.of(5.0, -3.0, 0.5, 0.2)), REFERENCES, List.of(photograph));
        Strength more =
                Strength.of(disliked, new Response(List.of(-5.0, -0.2, 0.5, 0.2)), REFERENCES, List.of(photograph));

        assertThat(least.rank()).isEqualTo(1);
        assertThat(least.of()).isEqualTo(4);
        assertThat(least.reached()).isEqualTo(3.0);
        assertThat(least.sigma()).isPositive();
        assertThat(least.badge()).isEqualTo(Strength.Badge.STRONG);
        assertThat(more.rank()).isEqualTo(2);
        assertThat(more.badge()).as("a photograph excites it less").isEqualTo(Strength.Badge.WEAK);
    }

    @Test
    void a_direction_is_judged_as_one_filter_more() {
        SortedMap<Integer, Double> both = new TreeMap<>(Map.of(1, 1.0, 2, 2.0));
        Response picture = new Response(List.of(5.0, 1.0, 1.0, 0.2));

        Strength strength = Strength.of(both, picture, REFERENCES, List.of(new Response(List.of(5.0, 0.5, 0.5, 0.2))));

        assertThat(strength.of()).as("two others and itself").isEqualTo(3);
        assertThat(strength.rank()).isEqualTo(1);
        assertThat(strength.reached()).isEqualTo(3.0);
        assertThat(strength.bestProbe()).isEqualTo(1.5);
        assertThat(strength.noise()).isEqualTo(1.0);
    }
}
