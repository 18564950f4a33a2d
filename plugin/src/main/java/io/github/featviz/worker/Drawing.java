package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.network.Network;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.Prober;
import io.github.featviz.result.Picture;
import io.github.featviz.result.Response;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.store.Store;
import io.github.featviz.visualize.Visualization;
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

/** Measures what the network says to a picture that is drawn. */
final class Drawing {

    private static final String PICTURE = "picture.png";

    private final Network network;
    private final Work.Draw draw;
    private final Studio.Drawn drawn;

    /**
     * A drawn picture, to be measured.
     *
     * @param network measures it, in the numbers that its file has, whatever it was drawn with
     * @param draw what was to be drawn
     * @param drawn what was drawn
     */
    Drawing(Network network, Work.Draw draw, Studio.Drawn drawn) {
        this.network = network;
        this.draw = draw;
        this.drawn = drawn;
    }

    /** The picture as PNG, and a {@link Picture} as JSON. */
    Map<String, byte[]> files() throws IOException {
        long begin = System.nanoTime();
        Visualization visualization = drawn.visualization();
        byte[] png = png(visualization.image());
        // What is judged is what will be shown: 8 bits, clipped, read back.
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
        boolean centre = draw.recipe().objective().equals(ObjectiveSpec.NEURON);
        Prober prober = centre ? Prober.atCentre(network) : new Prober(network);
        Response response = network.input().showsAll()
                ? prober.respondAsIs(shown, draw.layer())
                : prober.respondAsIs(visualization.planes(), draw.layer());
        Picture picture = new Picture(
                shown.getWidth(),
                shown.getHeight(),
                visualization.trajectory(),
                response.means(),
                visualization.seed(),
                drawn.seconds() + (System.nanoTime() - begin) / 1e9,
                drawn.precision(),
                drawn.way().computation().layout(),
                drawn.way().computation().convolution(),
                drawn.way().batches(),
                engine(),
                visualization.resampled());
        return Map.of(Store.Entry.RESULT, Store.Entry.json(picture), PICTURE, png);
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
