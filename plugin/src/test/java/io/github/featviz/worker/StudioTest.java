package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.network.AnsweringNetwork;
import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.Networks;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.Prober;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.visualize.Aim;
import io.github.featviz.visualize.AimedRecipe;
import io.github.featviz.visualize.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioTest {

    private static final Path ARCHIVE = Path.of("src/it/network/tiny.pt");
    private static final InputFormat INPUT =
            new InputFormat(32, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final String LAYER = "conv2";
    private static final RecipeSpec SPEC = new RecipeSpec.Fourier(56, 16, 1.2, 0.1, 0.03, 0.1, 8, 1);
    private static final Recipe RECIPE = Recipes.of(SPEC);

    @TempDir
    Path folder;

    private Network plain;

    @BeforeEach
    void open() throws IOException {
        plain = Networks.open(ARCHIVE, INPUT, List.of(LAYER));
    }

    @AfterEach
    void close() {
        plain.close();
    }

    @Test
    void without_a_memory_pictures_are_drawn_alone_the_plain_way() throws IOException {
        try (Studio studio = studio(null, Latitude.NONE)) {
            Studio.Drawn drawn = studio.draw(draw(0), List.of(draw(1)), 4, (step, of, units) -> {});

            assertThat(drawn.way()).isEqualTo(Way.plain(RECIPE));
            assertThat(drawn.precision()).isEqualTo("fp32");
        }
    }

    @Test
    void little_work_is_done_the_plain_way_without_finding_out() throws IOException {
        try (Studio studio = studio(Ways.open(folder, "00"), Latitude.FULL)) {
            assertThat(studio.draw(draw(0), List.of(draw(1)), 4, (step, of, units) -> {})
                            .way())
                    .isEqualTo(Way.plain(RECIPE));
        }
        assertThat(Ways.open(folder, "00").find(LAYER, RECIPE, Latitude.FULL)).isEmpty();
    }

    @Test
    void a_remembered_way_is_taken_and_pictures_alike_are_ready_when_they_are_asked_for() throws IOException {
        Way way = new Way(new Computation(true, true), List.of(3, 2, 1));
        Ways.open(folder, "00").keep(LAYER, RECIPE, Latitude.FULL, way);
        List<Integer> steps = new ArrayList<>();
        List<Studio.Drawn> drawn = new ArrayList<>();
        try (Studio studio = studio(Ways.open(folder, "00"), Latitude.FULL)) {
            for (int filter = 0; filter < 4; filter++) {
                List<Work.Draw> waiting = IntStream.range(filter + 1, 4)
                        .mapToObj(StudioTest::draw)
                        .toList();
                drawn.add(studio.draw(draw(filter), waiting, 4, (step, of, units) -> steps.add(step)));
            }
        }

        assertThat(steps).as("three at once, then the one that is left").hasSize(2 * 16);
        assertThat(drawn).extracting(Studio.Drawn::precision).containsOnly("bf16");
        assertThat(drawn.get(0).way()).isEqualTo(way);
        assertThat(drawn.get(3).way()).isEqualTo(new Way(way.computation(), List.of(1, 1, 1)));
    }

    @Test
    void a_precision_that_was_asked_for_is_drawn_in_whatever_would_be_faster() throws IOException {
        Ways.open(folder, "00")
                .keep(LAYER, RECIPE, Latitude.FULL, new Way(new Computation(true, true), List.of(1, 1, 1)));
        try (Studio studio = studio(Ways.open(folder, "00"), Latitude.FULL)) {
            for (String precision : List.of("fp32", "bf16")) {
                Work.Draw draw = new Work.Draw(LAYER, 0, SPEC, precision);

                assertThat(studio.draw(draw, List.of(), 4, (step, of, units) -> {})
                                .precision())
                        .isEqualTo(precision);
            }
        }
    }

    @Test
    void pictures_drawn_against_each_other_are_made_at_once_and_less_alike_to_the_layer_than_those_of_other_seeds()
            throws IOException {
        RecipeSpec.Fourier usual = (RecipeSpec.Fourier) SPEC;
        List<Integer> steps = new ArrayList<>();
        try (Studio studio = studio(null, Latitude.NONE)) {
            List<Studio.Drawn> against = new ArrayList<>();
            List<Studio.Drawn> alone = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RecipeSpec diverse = usual.diverse(3).withMember(i);
                against.add(studio.draw(
                        new Work.Draw(LAYER, 2, diverse), List.of(), 3, (step, of, units) -> steps.add(units)));
                RecipeSpec seeded = usual.withSeed(1 + 3L * i);
                alone.add(studio.draw(new Work.Draw(LAYER, 2, seeded), List.of(), 3, (step, of, units) -> {}));
            }

            assertThat(steps).hasSize(16).containsOnly(3);
            assertThat(against)
                    .extracting(drawn -> drawn.visualization().seed())
                    .containsExactly(1L, 4L, 7L);
            assertThat(likeness(against)).isLessThan(likeness(alone));
        }
    }

    /** Mean cosine of what the pictures do to the layer. */
    private double likeness(List<Studio.Drawn> pictures) {
        List<List<Double>> responses = pictures.stream()
                .map(drawn -> new Prober(plain)
                        .respondAsIs(drawn.visualization().image(), LAYER)
                        .means())
                .toList();
        double sum = 0;
        for (int i = 0; i < responses.size(); i++) {
            List<Double> one = responses.get(i);
            List<Double> other = responses.get((i + 1) % responses.size());
            sum += product(one, other) / Math.sqrt(product(one, one) * product(other, other));
        }
        return sum / responses.size();
    }

    private static double product(List<Double> one, List<Double> other) {
        return IntStream.range(0, one.size())
                .mapToDouble(i -> one.get(i) * other.get(i))
                .sum();
    }

    @Test
    void pictures_come_out_beside_others_as_they_do_alone() throws IOException {
        Ways.open(folder, "00").keep(LAYER, RECIPE, Latitude.FULL, new Way(Computation.PLAIN, List.of(3, 3, 3)));
        try (Studio together = studio(Ways.open(folder, "00"), Latitude.FULL);
                Studio alone = studio(null, Latitude.NONE)) {
            together.draw(draw(0), List.of(draw(1), draw(2)), 4, (step, of, units) -> {});
            List<Double> beside = together.draw(draw(2), List.of(), 4, (step, of, units) -> {
                        throw new AssertionError("it was ready");
                    })
                    .visualization()
                    .trajectory();
            List<Double> expected = alone.draw(draw(2), List.of(), 4, (step, of, units) -> {})
                    .visualization()
                    .trajectory();

            for (int i = 0; i < expected.size(); i++) {
                assertThat(beside.get(i)).isCloseTo(expected.get(i), within(0.01 * Math.abs(expected.get(i)) + 1e-4));
            }
        }
    }

    @Test
    void what_is_found_fits_the_recipe_and_only_one_of_the_ways_that_were_offered() throws IOException {
        try (Network last = Networks.channelsLast(plain)) {
            Map<Computation, Network> networks = new LinkedHashMap<>();
            networks.put(Computation.PLAIN, plain);
            networks.put(new Computation(false, true), last);

            Way way = new WayFinder(LAYER, List.of(0, 1), RECIPE, 1, List.of(1, 4, 8))
                    .find(networks.keySet(), networks::get, false);

            assertThat(networks).containsKey(way.computation());
            assertThat(way.batches()).hasSize(RECIPE.stages().size()).isSubsetOf(1, 4, 8);
        }
    }

    @Test
    void a_network_that_cannot_compute_in_a_way_is_drawn_the_plain_way() throws IOException {
        Ways.open(folder, "00")
                .keep(LAYER, RECIPE, Latitude.FULL, new Way(new Computation(true, false), List.of(1, 1, 1)));
        Set<String> notes = new TreeSet<>();
        Openings.Variants none = (layer, awake) -> {
            throw new IOException("its code makes fp32 numbers");
        };
        try (Studio studio = new Studio(plain, none, Ways.open(folder, "00"), Latitude.FULL, notes::add)) {
            Studio.Drawn drawn = studio.draw(draw(0), List.of(), 4, (step, of, units) -> {});

            assertThat(drawn.way()).isEqualTo(Way.plain(RECIPE));
            assertThat(notes).singleElement().asString().contains("its code makes fp32 numbers");
        }
    }

    @Test
    void a_way_is_remembered_for_what_pictures_are_to_make_large() throws IOException {
        Ways ways = Ways.open(folder, "00");
        ways.keep(LAYER, RECIPE, Latitude.FULL, new Way(Computation.NARROWED, List.of(1, 1, 1)));
        Recipe neuron = new AimedRecipe(RECIPE, new Aim.Neuron());

        assertThat(ways.find(LAYER, neuron, Latitude.FULL)).isEmpty();
        assertThat(ways.elsewhere(neuron, Latitude.FULL)).isEmpty();
    }

    @Test
    void a_search_is_made_once_and_remembered_for_its_layer() throws IOException {
        Latitude bf16OrNot = new Latitude(null, "channels-first", 1);
        try (Studio studio = studio(Ways.open(folder, "00"), bf16OrNot)) {
            studio.draw(draw(0), List.of(draw(1)), 1_000_000, (step, of, units) -> {});
        }

        assertThat(Ways.open(folder, "00").find(LAYER, RECIPE, bf16OrNot)).isPresent();
    }

    @Test
    void where_the_plain_way_was_found_to_be_the_fastest_other_layers_take_it_unseen() throws IOException {
        Ways.open(folder, "00").keep("conv1", RECIPE, Latitude.FULL, Way.plain(RECIPE));
        Openings.Variants none = (layer, awake) -> {
            throw new AssertionError("nothing is tried");
        };
        try (Studio studio = new Studio(plain, none, Ways.open(folder, "00"), Latitude.FULL, note -> {})) {
            assertThat(studio.draw(draw(0), List.of(draw(1)), 1_000_000, (step, of, units) -> {})
                            .way())
                    .isEqualTo(Way.plain(RECIPE));
        }
        assertThat(Ways.open(folder, "00").find(LAYER, RECIPE, Latitude.FULL)).contains(Way.plain(RECIPE));
    }

    @Test
    void networks_that_compute_otherwise_are_open_for_one_layer_at_a_time() throws IOException {
        for (String layer : List.of("conv1", LAYER)) {
            Ways.open(folder, "00")
                    .keep(layer, RECIPE, Latitude.FULL, new Way(new Computation(true, true), List.of(1, 1, 1)));
        }
        List<Network> opened = new ArrayList<>();
        Openings.Variants variants = (layer, awake) -> {
            Network narrowed = Networks.openNarrowed(ARCHIVE, INPUT, List.of(layer), awake);
            opened.add(narrowed);
            return narrowed;
        };
        try (Network both = Networks.open(ARCHIVE, INPUT, List.of("conv1", LAYER));
                Studio studio = new Studio(both, variants, Ways.open(folder, "00"), Latitude.FULL, note -> {})) {
            studio.draw(new Work.Draw("conv1", 0, SPEC), List.of(), 4, (step, of, units) -> {});
            studio.draw(draw(0), List.of(), 4, (step, of, units) -> {});

            assertThat(opened)
                    .extracting(narrowed -> narrowed.manager().isOpen())
                    .containsExactly(false, true);
        }
        assertThat(opened).extracting(narrowed -> narrowed.manager().isOpen()).containsExactly(false, false);
    }

    @Test
    void the_network_with_gradients_where_a_relu_is_off_is_opened_once_for_the_recipes_that_draw_so()
            throws IOException {
        RecipeSpec article = new RecipeSpec.Article(32, 0, 1.2, 4, 0.1, 1e-6, 5, 1);
        List<Network> opened = new ArrayList<>();
        Openings.Variants variants = new AwakeVariants(() -> {
            Network network = Networks.openAwake(ARCHIVE, INPUT, List.of(LAYER)).orElseThrow();
            opened.add(network);
            return network;
        });
        try (Studio studio = new Studio(plain, variants, null, Latitude.NONE, note -> {});
                Studio ordinary = studio(null, Latitude.NONE)) {
            studio.draw(new Work.Draw(LAYER, 0, article), List.of(), 4, (step, of, units) -> {});
            assertThat(opened).isEmpty();

            List<Double> awake = trajectory(studio, draw(0));
            studio.draw(draw(1), List.of(), 4, (step, of, units) -> {});

            assertThat(opened).singleElement().matches(network -> network.manager()
                    .isOpen());
            assertThat(awake.get(0))
                    .as("the same values")
                    .isEqualTo(trajectory(ordinary, draw(0)).get(0));
            assertThat(awake).as("other gradients").isNotEqualTo(trajectory(ordinary, draw(0)));
        }
        assertThat(opened).noneMatch(network -> network.manager().isOpen());
    }

    @Test
    void a_network_that_cannot_be_had_with_such_gradients_draws_with_its_own_and_that_is_said_once()
            throws IOException {
        List<String> notes = new ArrayList<>();
        Openings.Variants variants = new AwakeVariants(() -> {
            throw new IOException("its code is odd");
        });
        try (Studio studio = new Studio(plain, variants, null, Latitude.NONE, notes::add);
                Studio ordinary = studio(null, Latitude.NONE)) {
            assertThat(trajectory(studio, draw(0))).isEqualTo(trajectory(ordinary, draw(0)));
            studio.draw(draw(1), List.of(), 4, (step, of, units) -> {});
        }
        assertThat(notes).singleElement().asString().contains("its code is odd");
    }

    @Test
    void a_layer_whose_code_such_gradients_do_not_pass_is_drawn_with_its_own_and_that_is_said_once()
            throws IOException {
        List<String> notes = new ArrayList<>();
        Openings.Variants variants = new AwakeVariants(() -> new AnsweringNetwork(plain, (images, usual) -> {
            throw new NetworkException("leaky_relu is not for these numbers", new IllegalArgumentException());
        }));
        try (Studio studio = new Studio(plain, variants, null, Latitude.NONE, notes::add);
                Studio ordinary = studio(null, Latitude.NONE)) {
            assertThat(trajectory(studio, draw(0))).isEqualTo(trajectory(ordinary, draw(0)));
            studio.draw(draw(1), List.of(), 4, (step, of, units) -> {});
        }
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("pictures of " + LAYER + " are drawn without gradients where a ReLU is off")
                .contains("not for these numbers");
    }

    private static List<Double> trajectory(Studio studio, Work.Draw draw) throws IOException {
        return studio.draw(draw, List.of(), 4, (step, of, units) -> {})
                .visualization()
                .trajectory();
    }

    /** A network that has but one variant. */
    private record AwakeVariants(Opening opening) implements Openings.Variants {

        @FunctionalInterface
        interface Opening {
            Network open() throws IOException;
        }

        @Override
        public Network narrowed(String layer, boolean awake) throws IOException {
            throw new IOException("it has but one variant");
        }

        @Override
        public Network awake() throws IOException {
            return opening.open();
        }
    }

    @Test
    void a_search_lets_the_next_one_in_even_where_it_fails() throws IOException {
        Ways ways = Ways.open(folder, "00");
        Way way = new Way(Computation.PLAIN, List.of(1, 1, 1));

        assertThatThrownBy(() -> ways.alone(() -> {
                    throw new IOException("the network is gone");
                }))
                .hasMessage("the network is gone");
        assertThat(ways.alone(() -> ways.keep(LAYER, RECIPE, Latitude.FULL, way)))
                .isEqualTo(way);
        assertThat(ways.find(LAYER, RECIPE, Latitude.FULL)).contains(way);
    }

    private Studio studio(@Nullable Ways ways, Latitude latitude) {
        return new Studio(
                plain,
                (layer, awake) -> Networks.openNarrowed(ARCHIVE, INPUT, List.of(layer), awake),
                ways,
                latitude,
                note -> {});
    }

    private static Work.Draw draw(int filter) {
        return new Work.Draw(LAYER, filter, SPEC);
    }
}
