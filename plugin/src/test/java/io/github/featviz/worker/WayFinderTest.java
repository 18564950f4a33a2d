package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.visualize.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WayFinderTest {

    private static final InputFormat INPUT =
            new InputFormat(32, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final Recipe RECIPE = Recipes.of(new RecipeSpec.Fourier(56, 16, 1.2, 0.1, 0.03, 0.1, 8, 1));
    private static final Recipe LARGE = Recipes.of(new RecipeSpec.Fourier(224, 8, 1.2, 0.1, 0.03, 0.1, 8, 1));

    private Network network;

    @BeforeEach
    void open() throws IOException {
        network = Networks.open(Path.of("src/it/network/tiny.pt"), INPUT, List.of("conv2"));
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void bf16_is_not_taken_where_the_plain_way_gives_nothing_to_judge_it_by() {
        Network dead = new Altered(network, answers -> answers.mul(0));
        WayFinder finder = finder(RECIPE, List.of(1));

        assertThat(finder.agrees(Computation.NARROWED, computation -> network)).isTrue();
        assertThat(finder.doubtful()).isEmpty();
        assertThat(finder.agrees(Computation.NARROWED, computation -> dead)).isFalse();
        assertThat(finder.doubtful()).containsExactly(Computation.NARROWED);
    }

    @Test
    void a_number_of_pictures_that_was_asked_for_is_kept_at_every_size() {
        Way way = finder(LARGE, List.of(8)).find(List.of(Computation.PLAIN), computation -> network, false);

        assertThat(way.batches()).containsExactly(8, 8, 8);
    }

    @Test
    void pictures_that_mix_are_drawn_one_at_a_time_whatever_was_asked_for() {
        Network mixing =
                new Altered(network, answers -> answers.div(answers.abs().max()));
        WayFinder finder = finder(RECIPE, List.of(8));

        Way way = finder.find(List.of(Computation.PLAIN, Computation.NARROWED), computation -> mixing, false);

        assertThat(way).isEqualTo(Way.plain(RECIPE));
        assertThat(finder.holds(new Way(Computation.PLAIN, List.of(8, 8, 8)), computation -> mixing, true))
                .isFalse();
    }

    @Test
    void winograds_algorithm_is_tried_whatever_layout_was_the_fastest_without() {
        Computation last = new Computation(false, true);
        List<Computation> asked = new ArrayList<>();
        WayFinder.Opener opener = computation -> {
            asked.add(computation);
            return computation.winograd() ? null : network;
        };

        Way first = finder(RECIPE, List.of(1)).find(List.of(Computation.PLAIN), opener, false);
        assertThat(asked).containsOnly(Computation.PLAIN, last.byWinograd());
        assertThat(first.computation()).isEqualTo(Computation.PLAIN);

        Way second = finder(RECIPE, List.of(1)).find(List.of(last), opener, false);
        assertThat(asked).contains(last.byWinograd());
        assertThat(second.computation()).isEqualTo(last);
    }

    @Test
    void winograds_algorithm_is_taken_where_it_is_faster() {
        Computation last = new Computation(false, true);
        Network slow = new Altered(network, WayFinderTest::later);

        assertThat(finder(RECIPE, List.of(1))
                        .find(List.of(last), computation -> computation.winograd() ? network : slow, false)
                        .computation())
                .isEqualTo(last.byWinograd());
        assertThat(finder(RECIPE, List.of(1))
                        .find(List.of(last), computation -> computation.winograd() ? slow : network, false)
                        .computation())
                .isEqualTo(last);
    }

    @Test
    void a_way_from_elsewhere_is_taken_with_winograds_algorithm_where_that_is_faster_here() {
        Way way = new Way(new Computation(false, true), List.of(1, 1, 1));
        Network slow = new Altered(network, WayFinderTest::later);

        assertThat(finder(RECIPE, List.of(1))
                        .quickened(way, computation -> computation.winograd() ? network : slow, false))
                .isEqualTo(new Way(way.computation().byWinograd(), way.batches()));
        assertThat(finder(RECIPE, List.of(1))
                        .quickened(way, computation -> computation.winograd() ? slow : network, false))
                .isEqualTo(way);
        assertThat(finder(RECIPE, List.of(1))
                        .quickened(way, computation -> computation.winograd() ? null : network, false))
                .isEqualTo(way);
    }

    /** The answers after many times what it takes to get them. */
    private static NDArray later(NDArray answers) {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answers.mul(1);
    }

    private static WayFinder finder(Recipe recipe, List<Integer> batches) {
        return new WayFinder("conv2", List.of(0, 1), recipe, 1, batches);
    }

    /** The network, but its layers say something else. */
    private record Altered(Network whole, Alteration alteration) implements Network {

        interface Alteration {
            NDArray of(NDArray answers);
        }

        @Override
        public InputFormat input() {
            return whole.input();
        }

        @Override
        public NDManager manager() {
            return whole.manager();
        }

        @Override
        public NetworkDescription describe() {
            return whole.describe();
        }

        @Override
        public NDArray activation(String layer, NDArray images) {
            return alteration.of(whole.activation(layer, images));
        }

        @Override
        public List<NDArray> forward(NDArray images) {
            return whole.forward(images);
        }

        @Override
        public void close() {
            whole.close();
        }
    }
}
