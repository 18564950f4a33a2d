package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.network.AttachedResources;
import io.github.featviz.network.Network;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.Visualizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker lives for hours: nothing that a unit of work takes from the engine may outlive it. */
class LeakTest {

    private static final String LAYER = "conv2";
    private static final InputFormat INPUT =
            new InputFormat(32, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final RecipeSpec FOURIER = new RecipeSpec.Fourier(28, 8, 1.2, 0.1, 0.03, 0.1, 8, 1);
    private static final RecipeSpec ARTICLE = new RecipeSpec.Article(20, 2, 1.2, 4, 0.1, 1e-6, 3, 1);

    private final List<Network> networks = new ArrayList<>();
    private final EngineBench bench = new EngineBench(
            new NetworkFile(Path.of("src/it/network/tiny.pt"), "00", INPUT),
            this::open,
            null,
            Latitude.NONE,
            note -> {});

    @TempDir
    Path folder;

    private Network open(NetworkFile file, Collection<String> layers) throws IOException {
        networks.add(WorkerMain.open(file, layers));
        return networks.get(networks.size() - 1);
    }

    @BeforeEach
    void prepare() throws IOException {
        bench.prepare(new Outlook(List.of("conv1", LAYER, "fc"), 0, 1));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void no_unit_of_work_leaves_anything_attached() throws IOException {
        List<Work> works = works();
        perform(works);
        long before = attached();

        perform(works);
        perform(works);

        assertThat(attached()).isEqualTo(before);
    }

    @Test
    void a_network_that_is_loaded_once_more_leaves_nothing_of_the_one_before() throws IOException {
        ImageFile photograph = photograph();
        List<Work> works = List.of(
                new Work.Advocate(List.of(photograph), "conv1", 1, 1.0),
                new Work.Advocate(List.of(photograph), LAYER, 1, 1.0));
        perform(works);
        long before = attached();

        perform(works);
        perform(works);

        assertThat(attached()).isEqualTo(before);
    }

    @Test
    void what_is_left_behind_is_counted_wherever_it_hangs() {
        NDManager manager = networks.get(0).manager();
        long before = attached();
        manager.newSubManager().zeros(new Shape(1));

        assertThat(attached()).as("a manager and its array").isEqualTo(before + 2);
    }

    static Stream<RecipeSpec> recipes() {
        return Stream.of(FOURIER, ARTICLE);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void no_step_of_a_picture_leaves_anything_attached(RecipeSpec spec) {
        Recipe recipe = Recipes.of(spec);
        int stages = recipe.stages().size();
        List<Long> counts = new ArrayList<>();
        try (Visualizer visualizer = new Visualizer(networks.get(0))) {
            visualizer.runTogether(
                    LAYER,
                    List.of(0, 1, 2, 3),
                    recipe,
                    Collections.nCopies(stages, 2),
                    1,
                    (done, of, objective) -> counts.add(attached()));
        }

        assertThat(Collections.frequency(counts, counts.get(0)))
                .as("all steps but those that begin with a larger picture have the first one's count: %s", counts)
                .isGreaterThan(counts.size() - 4 * stages);
        assertThat(Collections.max(counts) - Collections.min(counts)).isLessThan(20);
    }

    private long attached() {
        return networks.stream()
                .mapToLong(network -> AttachedResources.of(network.manager()))
                .sum();
    }

    private void perform(List<Work> works) throws IOException {
        for (Work work : works) {
            bench.perform(work, (step, of, units) -> {});
        }
    }

    private ImageFile photograph() throws IOException {
        Path file = folder.resolve("photograph.png");
        ImageIO.write(new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return new ImageFile(file, "11");
    }

    private List<Work> works() throws IOException {
        ImageFile photograph = photograph();
        return List.of(
                new Work.Describe(),
                new Work.Reference(LAYER),
                new Work.Answer(LAYER),
                new Work.Respond(photograph, LAYER),
                new Work.MapFeature(photograph, LAYER, 2),
                new Work.Classify(photograph),
                new Work.Advocate(List.of(photograph), LAYER, 1, 1.0),
                new Work.Tune(photograph, LAYER, 1, FamiliesSpec.By.ROTATION),
                new Work.Draw(LAYER, 1, FOURIER),
                new Work.Draw(LAYER, 1, ARTICLE),
                new Work.Rehearse(List.of(new Work.Draw(LAYER, 1, FOURIER)), 1, "this", 0),
                new Work.Draw(
                        LAYER, 1, new RecipeSpec.Article(20, 0, 1.2, 4, 0.1, 1e-6, 1, 1, ObjectiveSpec.NEGATIVE)));
    }
}
