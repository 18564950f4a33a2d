package io.github.featviz.visualize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.network.AnsweringNetwork;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.network.SmallNetworks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisualizerTest {

    private static final Recipe FOURIER = new FourierRecipe(32, 24, 1.2, 0.1, 0.06, 0.1, 8);

    private static final Comparator<Double> TO_ROUNDING =
            (a, b) -> Math.abs(a - b) <= 0.01 * Math.max(a, b) ? 0 : Double.compare(a, b);

    static List<Recipe> recipes() {
        return List.of(
                FOURIER,
                new FourierRecipe(FourierRecipe.Medium.PIXELS, 32, 24, 1.2, 0.1, 0.06, 0.1, 8, false, 1),
                new FourierRecipe(FourierRecipe.Medium.SPECTRUM, 32, 24, 1.2, 0.1, 0.06, 0.1, 8, true, 1),
                new ArticleRecipe(16, 3, 1.2, 10, 0.1, 1e-6, 5),
                new ArticleRecipe(32, 0, 1.2, 20, 0.1, 1e-6, 5));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_picture_excites_its_filter(Recipe recipe) {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            Visualization picture = visualizer.run("edges", 0, recipe, 1, ProgressListener.none());

            List<Double> trajectory = picture.trajectory();
            int steps = recipe.stages().stream().mapToInt(Stage::steps).sum();
            int edge = recipe.stages().get(recipe.stages().size() - 1).edge();
            assertThat(trajectory).hasSize(steps);
            assertThat(trajectory.get(steps - 1)).isGreaterThan(2 * trajectory.get(0));
            assertThat(picture.image().getWidth()).isEqualTo(edge);
            assertThat(picture.seed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_seed_decides_every_pixel(Recipe recipe) {
        assertThat(pixels(recipe, 5)).isEqualTo(pixels(recipe, 5)).isNotEqualTo(pixels(recipe, 6));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void a_picture_is_the_same_whatever_is_drawn_beside_it(Recipe recipe) {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            List<Integer> batches = Collections.nCopies(recipe.stages().size(), 2);
            Visualization alone = visualizer.run("edges", 0, recipe, 1, ProgressListener.none());

            Map<Integer, Visualization> first =
                    visualizer.runTogether("edges", List.of(0, 1), recipe, batches, 1, ProgressListener.none());
            Map<Integer, Visualization> last =
                    visualizer.runTogether("edges", List.of(1, 0), recipe, batches, 1, ProgressListener.none());

            assertThat(first).as("filter 1 answers to nothing").containsOnlyKeys(0);
            assertThat(last).containsOnlyKeys(0);
            assertThat(trajectory(first)).usingElementComparator(TO_ROUNDING).isEqualTo(alone.trajectory());
            assertThat(trajectory(last)).usingElementComparator(TO_ROUNDING).isEqualTo(alone.trajectory());
        }
    }

    private static List<Double> trajectory(Map<Integer, Visualization> pictures) {
        return Objects.requireNonNull(pictures.get(0)).trajectory();
    }

    @Test
    void phases_alone_excite_a_filter() {
        Recipe maco = new FourierRecipe(FourierRecipe.Medium.PHASES, 32, 24, 1.2, 0.15, 0.06, 0.1, 8, false, 1);
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            List<Double> trajectory = visualizer
                    .run("edges", 0, ShortenedRecipe.at(maco, new Stage(32, 24)), 1, ProgressListener.none())
                    .trajectory();

            assertThat(trajectory.get(23)).isGreaterThan(1.2 * trajectory.get(0));
        }
    }

    @Test
    void a_transparent_picture_is_shown_on_grey() {
        Recipe transparent = new FourierRecipe(FourierRecipe.Medium.SPECTRUM, 32, 24, 1.2, 0.1, 0.06, 0.1, 8, true, 1);
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            Visualization picture = visualizer.run("edges", 0, transparent, 1, ProgressListener.none());

            assertThat(picture.planes()).as("colours alone").hasSize(3);
        }
    }

    @Test
    void a_network_with_one_input_channel_gets_a_grey_picture() {
        try (EdgeNetwork network = new EdgeNetwork(1);
                Visualizer visualizer = new Visualizer(network)) {
            BufferedImage image = visualizer
                    .run("edges", 0, FOURIER, 1, ProgressListener.none())
                    .image();

            int[] colours = image.getRGB(0, 0, 32, 32, null, 0, 32);
            assertThat(Arrays.stream(colours))
                    .allMatch(c -> (c & 255) == (c >> 8 & 255) && (c & 255) == (c >> 16 & 255));
        }
    }

    @Test
    void a_filter_that_answers_to_nothing_is_given_up_with_one_line_of_reason() {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            assertThatThrownBy(() -> visualizer.run("edges", 1, FOURIER, 1, ProgressListener.none()))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("filter 1 of edges")
                    .hasMessageContaining("with 3 seeds")
                    .hasMessageContaining("never rose");
        }
    }

    @Test
    void a_picture_is_held_against_noise_of_its_own_size() {
        Recipe aStepASize = new FourierRecipe(32, 3, 1.2, 0.1, 0.06, 0.1, 8);
        try (Network network = weakerWithSize();
                Visualizer visualizer = new Visualizer(network)) {
            Visualization picture = visualizer.run("edges", 0, aStepASize, 1, ProgressListener.none());

            List<Double> trajectory = picture.trajectory();
            assertThat(trajectory).as("of a smaller size").startsWith(Collections.max(trajectory));
            assertThat(picture.seed()).isEqualTo(1);
            assertThatThrownBy(() -> visualizer.run("edges", 1, aStepASize, 1, ProgressListener.none()))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("never rose");
        }
    }

    @Test
    void a_picture_that_stays_below_the_noise_is_shown_alone_as_beside_others() {
        List<String> asked = new ArrayList<>();
        try (Network network = heard("itself", sinking(), asked);
                Visualizer visualizer = new Visualizer(network)) {
            Visualization picture = visualizer.run("edges", 0, FOURIER, 1, ProgressListener.none());

            assertThat(picture.seed()).isEqualTo(1);
            assertThat(picture.trajectory()).hasSize(24);
            assertThat(asked).as("steps, the picture, the noise of its size").hasSize(24 + 2);
        }
        try (Network network = sinking();
                Visualizer visualizer = new Visualizer(network)) {
            assertThat(visualizer.runTogether(
                            "edges", List.of(0), FOURIER, List.of(1, 1, 1), 1, ProgressListener.none()))
                    .containsOnlyKeys(0);
        }
    }

    @Test
    void a_filter_that_answers_to_nothing_is_given_up_soon() {
        List<Integer> heard = new ArrayList<>();
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            assertThatThrownBy(
                            () -> visualizer.run("edges", 1, FOURIER, 1, (done, steps, objective) -> heard.add(done)))
                    .isInstanceOf(NoPictureException.class);
        }

        assertThat(heard).as("24 steps would be the whole recipe").hasSize(3 * 16);
    }

    @Test
    void a_filter_that_is_off_is_drawn_with_gradients_where_the_network_has_none_before_other_noise_is_tried() {
        try (EdgeNetwork network = new EdgeNetwork(3);
                EdgeNetwork awake = new EdgeNetwork(3, 2);
                Visualizer visualizer = new Visualizer(network, () -> awake)) {
            Visualization woken = visualizer.run("edges", 1, FOURIER, 5, ProgressListener.none());
            Visualization never = visualizer.run("edges", 0, FOURIER, 5, ProgressListener.none());

            assertThat(woken.seed()).isEqualTo(5);
            assertThat(woken.trajectory()).isEqualTo(never.trajectory());
        }
    }

    @Test
    void a_recipe_that_draws_awake_begins_with_the_network_that_is_awake_and_another_with_the_network_itself() {
        Recipe article = new ArticleRecipe(16, 0, 1.2, 4, 0.1, 1e-6, 5);
        List<String> asked = new ArrayList<>();
        try (Network network = heard("itself", new EdgeNetwork(3), asked);
                Network awake = heard("awake", new EdgeNetwork(3), asked);
                Visualizer visualizer = new Visualizer(network, () -> awake)) {
            visualizer.run("edges", 0, FOURIER, 1, ProgressListener.none());
            visualizer.runTogether("edges", List.of(0), FOURIER, List.of(1, 1, 1), 1, ProgressListener.none());
            assertThat(asked).containsOnly("awake");

            asked.clear();
            visualizer.run("edges", 0, article, 1, ProgressListener.none());
            visualizer.runTogether("edges", List.of(0), article, List.of(1), 1, ProgressListener.none());
            assertThat(asked).containsOnly("itself");
        }
    }

    @Test
    void where_the_network_that_is_awake_fails_a_picture_is_drawn_without_it() {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Network awake = oneSize(new EdgeNetwork(3));
                Visualizer visualizer = new Visualizer(network, () -> awake);
                Visualizer alone = new Visualizer(network)) {
            assertThat(visualizer
                            .run("edges", 0, FOURIER, 1, ProgressListener.none())
                            .trajectory())
                    .isEqualTo(alone.run("edges", 0, FOURIER, 1, ProgressListener.none())
                            .trajectory());
        }
    }

    @Test
    void a_failure_of_the_network_with_other_gradients_leaves_the_rest_to_be_tried() {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Network awake = oneSize(new EdgeNetwork(3, 2));
                Visualizer visualizer = new Visualizer(network, () -> awake)) {
            assertThatThrownBy(() -> visualizer.run("edges", 1, FOURIER, 1, ProgressListener.none()))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("with 3 seeds")
                    .hasMessageContaining("never rose");
        }
    }

    @Test
    void a_picture_tells_at_which_of_its_own_sizes_the_network_saw_it_at_another() throws IOException {
        try (Network network = SmallNetworks.open("fixed");
                Visualizer visualizer = new Visualizer(network)) {
            assertThat(resampled(visualizer, fourier(56))).containsExactly(32, 56);
            assertThat(resampled(visualizer, fourier(28))).containsExactly(8, 28);
            // It ends at 25 px, without a step there.
            assertThat(resampled(visualizer, new ArticleRecipe(16, 2, 1.25, 4, 0.1, 1e-6, 3)))
                    .containsExactly(20);
            assertThat(resampled(visualizer, fourier(25))).containsExactly(7, 14, 25);
            assertThat(resampled(visualizer, new ArticleRecipe(16, 2, 1.25, 4, 0.1, 1e-6, 3)))
                    .containsExactly(20);
        }
    }

    private static Recipe fourier(int size) {
        return new FourierRecipe(size, 8, 1.2, 0.1, 0.03, 0.1, 8);
    }

    private static List<Integer> resampled(Visualizer visualizer, Recipe recipe) {
        Visualization alone = visualizer.run("fc", 3, recipe, 1, ProgressListener.none());
        List<Integer> batches = Collections.nCopies(recipe.stages().size(), 2);
        Map<Integer, Visualization> beside =
                visualizer.runTogether("fc", List.of(3, 2), recipe, batches, 1, ProgressListener.none());
        assertThat(beside.values()).extracting(Visualization::resampled).containsOnly(alone.resampled());
        return alone.resampled();
    }

    @Test
    void a_single_step_is_enough_for_a_picture() {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            for (Recipe recipe : List.of(
                    new FourierRecipe(16, 1, 1.2, 0.1, 0, 0, 0), new ArticleRecipe(16, 0, 1.2, 1, 0.1, 1e-6, 5))) {
                Visualization picture = visualizer.run("edges", 0, recipe, 1, ProgressListener.none());
                assertThat(picture.trajectory()).hasSize(1);
            }
        }
    }

    @Test
    void an_engines_failure_names_the_pictures_size_and_the_declared_one() {
        try (Network network = oneSize(new EdgeNetwork(3));
                Visualizer visualizer = new Visualizer(network)) {
            assertThatThrownBy(() -> visualizer.run("edges", 0, FOURIER, 1, ProgressListener.none()))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("the picture was at 9 px")
                    .hasMessageContaining("declared as 32 px");
        }
    }

    @Test
    void the_listener_hears_of_every_step_in_order() {
        List<Integer> heard = new ArrayList<>();
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            visualizer.run("edges", 0, FOURIER, 1, (done, steps, objective) -> heard.add(done * 100 + steps));
        }

        assertThat(heard).hasSize(24).startsWith(124, 224).endsWith(2424);
    }

    private static int[] pixels(Recipe recipe, long seed) {
        try (EdgeNetwork network = new EdgeNetwork(3);
                Visualizer visualizer = new Visualizer(network)) {
            BufferedImage image = visualizer
                    .run("edges", 0, recipe, seed, ProgressListener.none())
                    .image();
            return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        }
    }

    /** Answers less from one look to the next; of the finished picture and the noise it says the same. */
    private static Network sinking() {
        AtomicInteger looks = new AtomicInteger();
        return new AnsweringNetwork(
                new EdgeNetwork(3), (images, usual) -> usual.get().sub(100 * Math.min(24, looks.incrementAndGet())));
    }

    /** Answers the less, the larger an image is. */
    private static Network weakerWithSize() {
        return new AnsweringNetwork(new EdgeNetwork(3), (images, usual) -> usual.get()
                .sub(images.getShape().get(2)));
    }

    /** Tells when it is asked. */
    private static Network heard(String name, Network network, List<String> asked) {
        return new AnsweringNetwork(network, (images, usual) -> {
            asked.add(name);
            return usual.get();
        });
    }

    /** Fails like a network with a fully connected layer on the way. */
    private static Network oneSize(EdgeNetwork network) {
        return new AnsweringNetwork(network, (images, usual) -> {
            if (images.getShape().get(2) != network.input().size()) {
                throw new NetworkException("shapes cannot be multiplied", new IllegalArgumentException());
            }
            return usual.get();
        });
    }
}
