package io.github.featviz.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.featviz.collection.Chunk;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.PhotographsPlan;
import io.github.featviz.plan.Planner;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Picture;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.result.ReceptiveField.Axis;
import io.github.featviz.result.Response;
import io.github.featviz.result.Signature;
import io.github.featviz.result.Survey;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import io.github.featviz.store.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A project whose pictures are all made already, though no network ever ran: waves and numbers of a seed, of the size that real ones
 * have. Four layers, a photograph with a hypothesis for each of twenty sections, and a folder of photographs to choose from.
 */
final class MadeStore {

    static final String SPEC = "featviz.yml";

    private static final String NETWORK = "made.pt";
    private static final int FILTERS = 512;
    private static final int GRID = 14;
    private static final int SECTIONS = 20;
    private static final int LAYERS = 4;
    private static final int PICTURE = 224;
    private static final int STEPS = 64;
    private static final int COLLECTED = 60;
    private static final int KEPT = 3;
    private static final int CLASSES = 1000;

    private final Path folder;
    private final int ofSection;
    private final Random random = new Random(1);

    /**
     * @param folder where everything goes
     * @param units number of filters with a picture, a multiple of {@value #SECTIONS}
     */
    MadeStore(Path folder, int units) {
        if (units % SECTIONS != 0 || units > LAYERS * FILTERS) {
            throw new IllegalArgumentException(
                    units + " units; expected a multiple of " + SECTIONS + ", at most " + LAYERS * FILTERS);
        }
        this.folder = folder;
        this.ofSection = units / SECTIONS;
    }

    /** Makes all of it. */
    void fill() throws IOException, SpecException {
        writeProject();
        byte[] archive = "no network, its answers are made".getBytes(UTF_8);
        Files.write(folder.resolve(NETWORK), archive);
        NetworkFile network = new NetworkFile(
                folder.resolve(NETWORK),
                ImageFile.digest(archive),
                new InputFormat(PICTURE, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
        Store store = Store.open(folder.resolve("store"));
        NetworkDescription description = description();
        put(store, network, new Work.Describe(), description);
        GallerySpec spec = SpecReader.read(folder.resolve(SPEC));
        GalleryPlan plan = Planner.plan(spec, description);
        for (Work work : plan.measurements()) {
            put(store, network, work, measured(work));
        }
        for (SectionPlan section : plan.sections()) {
            for (Work.Draw drawing : section.drawings(List.of())) {
                store.put(
                        WorkKey.of(network, drawing),
                        Map.of(
                                Store.Entry.RESULT,
                                Store.Entry.json(picture(drawing.filter())),
                                "picture.png",
                                encoded(
                                        waves(PICTURE, PICTURE, drawing.layer().hashCode() + drawing.filter()),
                                        "png")));
                // Any of them may be among those that excite the filter most.
                for (ImageFile image : plan.images()) {
                    for (String layer : Set.of(drawing.layer(), section.chart().name())) {
                        put(store, network, new Work.MapFeature(image, layer, drawing.filter()), map());
                    }
                }
            }
            PhotographsPlan photographs = section.photographs();
            if (photographs != null) {
                survey(store, network, section, photographs);
            }
        }
    }

    private void writeProject() throws IOException {
        Files.createDirectories(folder.resolve("probes"));
        Files.createDirectories(folder.resolve("photographs"));
        StringBuilder spec = new StringBuilder(
                """
                gallery:
                  title: What a made network would look for
                  text: Its *pictures* are waves, and nobody has waited for them.
                network:
                  file: made.pt
                  input: {size: 224, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}
                  classes: classes.txt
                specs:
                """);
        for (int section = 0; section < SECTIONS; section++) {
            int first = section / LAYERS * ofSection;
            Files.write(folder.resolve("probes/photograph%02d.jpg".formatted(section)), photograph(section));
            spec.append(
                    """
                      - layer: stage%1$d.conv
                        title: Do filters %2$d to %3$d answer to photograph %4$d?
                        text: Some of them *should*, which the chart will show.
                        filters: [%2$d-%3$d]
                        probe: {image: probes/photograph%4$02d.jpg, title: Photograph %4$d, credit: "A. Person, CC0"}
                        expect: [%2$d]
                    """
                            .formatted(section % LAYERS + 1, first, first + ofSection - 1, section));
            if (section == 0) {
                spec.append("    photographs: {from: photographs/, keep: %d}%n".formatted(KEPT));
            }
        }
        for (int photograph = 0; photograph < COLLECTED; photograph++) {
            Files.write(
                    folder.resolve("photographs/%03d.jpg".formatted(photograph)), photograph(SECTIONS + photograph));
        }
        Files.writeString(folder.resolve(SPEC), spec);
        Files.write(
                folder.resolve("classes.txt"),
                IntStream.range(0, CLASSES).mapToObj(index -> "class " + index).toList());
    }

    /** Twenty-four stages of convolution and activation function, four of which are shown, and class scores. */
    private static NetworkDescription description() {
        List<Layer> layers = new ArrayList<>();
        List<Long> maps = List.of(1L, (long) FILTERS, (long) GRID, (long) GRID);
        ReceptiveField field = new ReceptiveField(new Axis(91, 16, 0), new Axis(91, 16, 0));
        for (int stage = 1; stage <= 24; stage++) {
            layers.add(new Layer("stage" + stage + ".conv", "Conv2d", true, maps, 2_359_808, 462_422_016, field));
            layers.add(new Layer("stage" + stage + ".relu", "ReLU", true, maps, 0, 0, field));
        }
        layers.add(new Layer("output", "Linear", true, List.of(1L, (long) CLASSES), 513_000));
        return new NetworkDescription("Made", 57_148_392, layers);
    }

    private Object measured(Work work) {
        if (work instanceof Work.Reference) {
            return new Moments(
                    64,
                    numbers(index -> 0.1 + 0.02 * random.nextDouble()),
                    numbers(index -> 0.01 + 0.01 * random.nextDouble()),
                    numbers(index -> 1.0));
        }
        if (work instanceof Work.Classify) {
            return new Classification(IntStream.range(0, 5)
                    .mapToObj(place -> new Classification.Score(random.nextInt(CLASSES), 0.5 / (1 << place)))
                    .toList());
        }
        return work instanceof Work.MapFeature ? map() : response(random.nextInt(FILTERS));
    }

    private FeatureMap map() {
        return new FeatureMap(
                GRID,
                GRID,
                IntStream.range(0, GRID * GRID)
                        .mapToObj(place -> (double) random.nextFloat())
                        .toList());
    }

    private Response response(int spike) {
        return new Response(numbers(index -> index == spike ? 3.0 : Math.abs(random.nextGaussian()) * 0.2));
    }

    private List<Double> numbers(java.util.function.IntToDoubleFunction number) {
        return IntStream.range(0, FILTERS)
                .mapToObj(index -> (double) (float) number.applyAsDouble(index))
                .toList();
    }

    private Picture picture(int filter) {
        return new Picture(
                PICTURE,
                PICTURE,
                IntStream.rangeClosed(1, STEPS)
                        .mapToObj(step -> (double) (float) (step * 0.1 + random.nextDouble()))
                        .toList(),
                response(filter).means(),
                1,
                2.5,
                "fp32",
                "channels-first",
                "direct",
                List.of(1),
                "PyTorch 2.7.1",
                List.of());
    }

    /** As many photographs as are kept answer most to each filter, each filter to others. */
    private void survey(Store store, NetworkFile network, SectionPlan section, PhotographsPlan plan)
            throws IOException {
        for (Chunk chunk : plan.collection().chunks()) {
            int photographs = chunk.items().size();
            ByteBuffer peaks =
                    ByteBuffer.allocate(photographs * FILTERS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            List<Survey.Look> looks = new ArrayList<>();
            for (int photograph = 0; photograph < photographs; photograph++) {
                looks.add(new Survey.Look(new Signature(random.nextLong(), random.nextInt(1 << 24)), null));
                for (int filter = 0; filter < FILTERS; filter++) {
                    peaks.putFloat(Math.floorMod(filter * 7 - photograph, photographs));
                }
            }
            Work.Survey work = new Work.Survey(chunk, section.objective().name());
            store.put(
                    WorkKey.of(network, work),
                    Map.of(
                            Store.Entry.RESULT,
                            Store.Entry.json(new Survey(FILTERS, looks)),
                            Survey.PEAKS,
                            peaks.array()));
            List<ImageFile> images = new ArrayList<>();
            for (var item : chunk.items()) {
                images.add(ImageFile.of(chunk.place().resolve(item.name())));
            }
            for (int filter : section.filters(List.of())) {
                for (int place = 1; place <= KEPT; place++) {
                    ImageFile image = images.get(Math.floorMod(filter * 7 + place, photographs));
                    put(
                            store,
                            network,
                            new Work.MapFeature(image, section.objective().name(), filter),
                            map());
                }
            }
        }
    }

    private static void put(Store store, NetworkFile network, Work work, Object result) throws IOException {
        store.put(WorkKey.of(network, work), Map.of(Store.Entry.RESULT, Store.Entry.json(result)));
    }

    private static byte[] photograph(int seed) throws IOException {
        return encoded(waves(640, 480, seed), "jpg");
    }

    /** Waves of many lengths, the long ones strongest, with some noise, as visualizations have: their PNG is hardly smaller than their pixels. */
    private static BufferedImage waves(int width, int height, int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        double[][] waves = new double[6][];
        for (int wave = 0; wave < waves.length; wave++) {
            double frequency = (wave + 1) * 0.035;
            double angle = random.nextDouble() * Math.PI;
            waves[wave] = new double[] {
                frequency * Math.cos(angle),
                frequency * Math.sin(angle),
                random.nextInt(3),
                70.0 / (wave + 1),
                random.nextDouble() * 6
            };
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] colour = {128, 128, 128};
                for (double[] wave : waves) {
                    colour[(int) wave[2]] += wave[3] * Math.sin(wave[0] * x + wave[1] * y + wave[4]);
                }
                int noise = random.nextInt();
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int value = (int) colour[channel] + ((noise >> (8 * channel)) & 31) - 16;
                    rgb = rgb << 8 | Math.max(0, Math.min(255, value));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
