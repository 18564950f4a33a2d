package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.network.Network;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.Prober;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import io.github.featviz.visualize.ArticleRecipe;
import io.github.featviz.visualize.FourierRecipe;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.imageio.ImageIO;

/** Makes one picture and measures what the network says to it. */
final class Drawing {

    private static final String PICTURE = "picture.png";

    private final Network network;
    private final Work.Draw draw;

    Drawing(Network network, Work.Draw draw) {
        this.network = network;
        this.draw = draw;
    }

    /** The picture as PNG, and a {@link Picture} as JSON. */
    Map<String, byte[]> files(WorkBench.StepListener steps) throws IOException {
        long begin = System.nanoTime();
        Visualization drawn = visualization(steps);
        byte[] png = png(drawn.image());
        // What is judged is what will be shown: 8 bits, clipped, read back.
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
        Prober prober = new Prober(network);
        Response response = network.input().showsAll()
                ? prober.respondAsIs(shown, draw.layer())
                : prober.respondAsIs(drawn.planes(), draw.layer());
        Picture picture = new Picture(
                shown.getWidth(),
                shown.getHeight(),
                drawn.trajectory(),
                response.means(),
                drawn.seed(),
                (System.nanoTime() - begin) / 1e9,
                network.precision(),
                engine(),
                network.resampledSizes(draw.layer()));
        return Map.of(Store.Entry.RESULT, Store.Entry.json(picture), PICTURE, png);
    }

    private Visualization visualization(WorkBench.StepListener steps) {
        try (Visualizer visualizer = new Visualizer(network)) {
            return visualizer.run(
                    draw.layer(),
                    draw.filter(),
                    recipe(draw.recipe()),
                    draw.recipe().seed(),
                    (done, of, objective) -> steps.step(done, of));
        }
    }

    private static Recipe recipe(RecipeSpec spec) {
        if (spec instanceof RecipeSpec.Article a) {
            return new ArticleRecipe(
                    a.size(), a.upscales(), a.factor(), a.steps(), a.learningRate(), a.weightDecay(), a.blur());
        }
        if (spec instanceof RecipeSpec.Fourier f) {
            return new FourierRecipe(
                    f.size(), f.steps(), f.exponent(), f.learningRate(), f.shift(), f.scale(), f.rotation());
        }
        throw new IllegalArgumentException("no recipe: " + spec);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java cannot write PNG images");
        }
        return out.toByteArray();
    }

    private static String engine() {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Drawing.class.getResourceAsStream("engine.properties")), UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("name", "");
    }
}
