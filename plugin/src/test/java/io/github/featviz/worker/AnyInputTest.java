package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.network.SmallNetworks;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of work on networks with any number of channels, any precision, any form of output. */
class AnyInputTest {

    private static final RecipeSpec.Fourier RECIPE = new RecipeSpec.Fourier(28, 24, 1.2, 0.1, 0.03, 0.1, 8, 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "grey, conv, 6, true",
        "pair, conv, 6, false",
        "four, conv, 6, false",
        "half, conv, 6, false",
        "half_inside, conv, 6, false",
        "bfloat, conv, 6, false",
        "double, conv, 6, false",
        "fixed, fc, 5, false",
        "tokens, norm, 8, false",
        "last, widen, 24, false",
        "keyed, output, 5, false",
        "with_none, plain.fc, 5, false"
    })
    void pictures_are_made_and_photographs_measured(String name, String layer, int filters, boolean grey)
            throws IOException {
        try (EngineBench bench = bench(name, layer)) {
            Map<String, byte[]> files = bench.perform(new Work.Draw(layer, 3, RECIPE), (step, of, units) -> {});
            Picture picture = read(files, Picture.class);
            List<Double> trajectory = picture.trajectory();

            assertThat(trajectory.get(trajectory.size() - 1)).isGreaterThan(trajectory.get(0));
            assertThat(picture.response()).hasSize(filters);
            assertThat(isGrey(ImageIO.read(new ByteArrayInputStream(files.get("picture.png")))))
                    .isEqualTo(grey);
            assertThat(result(bench, new Work.Reference(layer), Moments.class).mean())
                    .hasSize(filters);
            assertThat(result(bench, new Work.Respond(photograph(), layer), Response.class)
                            .means())
                    .hasSize(filters);
            assertThat(result(bench, new Work.Classify(photograph()), Classification.class)
                            .top())
                    .hasSize(5);
        }
    }

    @Test
    void a_picture_is_judged_with_the_channels_that_are_not_shown() throws IOException {
        try (EngineBench bench = bench("four", "conv")) {
            Picture picture = result(bench, new Work.Draw("conv", 3, RECIPE), Picture.class);

            double reached = picture.trajectory().get(picture.trajectory().size() - 1);
            assertThat(picture.response().get(3)).isCloseTo(reached, within(0.2 * Math.abs(reached)));
        }
    }

    @Test
    void a_picture_says_at_which_sizes_it_was_resampled_for_the_network() throws IOException {
        try (EngineBench bench = bench("fixed", "fc")) {
            Picture picture = result(bench, new Work.Draw("fc", 3, RECIPE), Picture.class);

            assertThat(picture.width()).isEqualTo(28);
            assertThat(picture.resampled()).containsExactly(8, 28);
            RecipeSpec.Fourier larger = new RecipeSpec.Fourier(56, 24, 1.2, 0.1, 0.03, 0.1, 8, 1);
            assertThat(result(bench, new Work.Draw("fc", 3, larger), Picture.class)
                            .resampled())
                    .containsExactly(32, 56);
        }
    }

    @Test
    void tokens_of_a_grid_are_mapped_without_the_class_token() throws IOException {
        try (EngineBench bench = bench("tokens", "norm")) {
            FeatureMap map = result(bench, new Work.MapFeature(photograph(), "norm", 2), FeatureMap.class);

            assertThat(map.width()).isEqualTo(4);
            assertThat(map.height()).isEqualTo(4);
            assertThat(map.values()).hasSize(16);
        }
    }

    private static EngineBench bench(String name, String layer) throws IOException {
        EngineBench bench = new EngineBench(
                new NetworkFile(SmallNetworks.archive(name), "00", SmallNetworks.input(name)), WorkerMain::open);
        bench.prepare(new Outlook(List.of(layer), 0, 2));
        return bench;
    }

    private <T> T result(EngineBench bench, Work work, Class<T> type) throws IOException {
        return read(bench.perform(work, (step, of, units) -> {}), type);
    }

    private <T> T read(Map<String, byte[]> files, Class<T> type) throws IOException {
        return Store.open(folder.resolve("store-" + System.nanoTime()))
                .put("0123456789abcdef", files)
                .read(type);
    }

    private ImageFile photograph() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            image.setRGB(i % 40, i / 40, (i * 7919) & 0xFFFFFF);
        }
        Path file = folder.resolve("photo.png");
        ImageIO.write(image, "png", file.toFile());
        return ImageFile.of(file);
    }

    private static boolean isGrey(BufferedImage image) {
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            if ((rgb >> 16 & 255) != (rgb & 255) || (rgb >> 8 & 255) != (rgb & 255)) {
                return false;
            }
        }
        return true;
    }
}
