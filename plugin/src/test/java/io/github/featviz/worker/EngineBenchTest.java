package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Pace;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With the real engine, on the network that {@code src/it/network/make.py} makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineBenchTest {

    private static final InputFormat INPUT = new InputFormat(32, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    private final EngineBench bench =
            new EngineBench(new NetworkFile(Path.of("src/it/network/tiny.pt"), "00", INPUT), WorkerMain::open);

    @TempDir
    Path folder;

    @BeforeAll
    void open() throws IOException {
        bench.prepare(new Outlook(List.of("conv1", "conv2", "fc"), 0, 2));
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void describesTheNetwork() throws IOException {
        NetworkDescription network = result(new Work.Describe(), NetworkDescription.class);

        assertThat(network.layers()).extracting(Layer::name).contains("conv1", "relu", "conv2", "fc");
        assertThat(network.layer("conv1").orElseThrow().shape()).containsExactly(1L, 4L, 32L, 32L);
        assertThat(network.layer("conv2").orElseThrow().filters()).isEqualTo(6);
    }

    @Test
    void measures_a_neuron_at_the_centre_and_what_is_disliked_below_grey() throws IOException {
        Picture liked = drawn(ObjectiveSpec.CHANNEL);
        Picture disliked = drawn(ObjectiveSpec.NEGATIVE);
        Picture neuron = drawn(ObjectiveSpec.NEURON);

        double grey = result(new Work.Reference("conv2"), Moments.class).mean().get(1);
        assertThat(liked.response().get(1)).isGreaterThan(grey);
        assertThat(disliked.response().get(1)).isLessThan(grey);
        assertThat(neuron.response().get(1))
                .as("larger than any mean")
                .isGreaterThan(liked.response().get(1));
        assertThat(neuron.response()).hasSize(6);
    }

    private Picture drawn(ObjectiveSpec objective) throws IOException {
        RecipeSpec recipe = new RecipeSpec.Article(32, 0, 1.2, 12, 0.1, 1e-6, 1, 1, objective);
        return result(new Work.Draw("conv2", 1, recipe), Picture.class);
    }

    @Test
    void measuresEveryFilterOnReferenceImages() throws IOException {
        Moments moments = result(new Work.Reference("conv2"), Moments.class);

        assertThat(moments.mean()).hasSize(6).doesNotContain(Double.NaN);
        assertThat(moments.variance()).hasSize(6).allMatch(variance -> variance >= 0);
    }

    @Test
    void measuresAPhotograph() throws IOException {
        ImageFile photograph = photograph();

        assertThat(result(new Work.Respond(photograph, "conv2"), Response.class).means())
                .hasSize(6);
        FeatureMap map = result(new Work.MapFeature(photograph, "conv1", 2), FeatureMap.class);
        assertThat(map.values()).hasSize(map.width() * map.height()).hasSize(32 * 32);
        assertThat(result(new Work.Classify(photograph), Classification.class).top())
                .hasSize(5);
    }

    @Test
    void drawsAPictureAndMeasuresWhatIsShown() throws IOException {
        List<Integer> steps = new ArrayList<>();
        RecipeSpec recipe = new RecipeSpec.Article(32, 0, 1.2, 4, 0.1, 1e-6, 1, 1);

        Map<String, byte[]> files =
                bench.perform(new Work.Draw("conv2", 1, recipe), (step, of, units) -> steps.add(step * 100 + of));

        BufferedImage png = ImageIO.read(new ByteArrayInputStream(files.get("picture.png")));
        Picture picture = stored(files).read(Picture.class);
        assertThat(png.getWidth()).isEqualTo(picture.width()).isEqualTo(32);
        assertThat(picture.trajectory()).hasSize(4);
        assertThat(picture.response()).hasSize(6);
        assertThat(picture.engine()).matches("PyTorch \\d+\\.\\d+\\.\\d+");
        assertThat(steps).containsExactly(104, 204, 304, 404);
    }

    @Test
    void tellsWhatAPictureTakesFromAFewOfItsSteps() throws IOException {
        Work.Draw draw = new Work.Draw("conv2", 1, RecipeSpec.Fourier.DEFAULT);

        assertThat(result(new Work.Rehearse(List.of(draw), 8, "this machine", 0), Pace.class)
                        .seconds())
                .isPositive();
    }

    @Test
    void aLayerThatWasNotPreparedIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> bench.perform(new Work.Reference("conv9"), (step, of, units) -> {}))
                .hasMessageContaining("conv9");
    }

    private ImageFile photograph() throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 48; x++) {
            image.setRGB(x, x * 40 / 48, 0xff8000);
        }
        Path file = folder.resolve("photograph.png");
        ImageIO.write(image, "png", file.toFile());
        return new ImageFile(file, "11");
    }

    private <T> T result(Work work, Class<T> type) throws IOException {
        return stored(bench.perform(work, (step, of, units) -> {})).read(type);
    }

    private Store.Entry stored(Map<String, byte[]> files) throws IOException {
        return Store.open(folder.resolve("store-" + System.nanoTime())).put("0123456789abcdef", files);
    }
}
