package io.github.featviz.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.featviz.collection.Chunk;
import io.github.featviz.collection.PhotographCollection;
import io.github.featviz.network.Network;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.PeakProber;
import io.github.featviz.result.InputFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test, and not run as one: measures how many photographs a second are looked through, against the network's bare forward rate.
 *
 * <p>{@code mvn test -pl plugin -am -Dtest=SurveyRate -Dsurefire.failIfNoSpecifiedTests=false}; with {@code -Drate.network=FILE
 * -Drate.size=224 -Drate.layer=NAME} another network than the example's.
 */
class SurveyRate {

    private static final int PHOTOGRAPHS = 160;
    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    @Test
    void measure() throws IOException {
        Path file = Path.of(System.getProperty("rate.network", "../example-project/model/efficientnet_lite0.pt"));
        int size = Integer.getInteger("rate.size", 224);
        String layer = System.getProperty("rate.layer", Network.OUTPUT);
        InputFormat input = new InputFormat(size, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        NetworkFile network = new NetworkFile(file, "00", input);
        makePhotographs();
        List<Chunk> chunks = PhotographCollection.open(folder).chunks();
        try (Network bare = WorkerMain.open(network, List.of(layer));
                EngineBench bench = new EngineBench(network, WorkerMain::open)) {
            bench.prepare(new Outlook(List.of(layer), 0, 2));
            forward(bare, layer, size, 5 * PeakProber.BATCH);
            survey(bench, chunks.subList(0, 1), layer);
            double ratios = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                double alone = forward(bare, layer, size, PHOTOGRAPHS);
                double surveyed = survey(bench, chunks, layer);
                ratios += surveyed / alone;
                System.out.printf(
                        "round %d: bare %.1f images/s, looked through %.1f photographs/s, ratio %.2f%n",
                        round, alone, surveyed, surveyed / alone);
            }
            System.out.printf("mean ratio %.2f%n", ratios / ROUNDS);
        }
    }

    /** JPEG files of the usual size of photograph collections. */
    private void makePhotographs() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < PHOTOGRAPHS; i++) {
            BufferedImage image = new BufferedImage(500, 375, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            for (int stroke = 0; stroke < 400; stroke++) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillOval(random.nextInt(500), random.nextInt(375), random.nextInt(60), random.nextInt(60));
            }
            graphics.dispose();
            ImageIO.write(image, "jpg", folder.resolve(i + ".jpg").toFile());
        }
    }

    private static double forward(Network network, String layer, int size, int count) {
        long begin = System.nanoTime();
        for (int done = 0; done < count; done += PeakProber.BATCH) {
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray images = manager.zeros(new Shape(PeakProber.BATCH, 3, size, size));
                network.features(layer, images).mean().getFloat();
            }
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private static double survey(EngineBench bench, List<Chunk> chunks, String layer) throws IOException {
        long begin = System.nanoTime();
        int count = 0;
        for (Chunk chunk : chunks) {
            bench.perform(new Work.Survey(chunk, layer), (step, of, units) -> {});
            count += chunk.items().size();
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }
}
