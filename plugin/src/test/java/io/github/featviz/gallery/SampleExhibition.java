package io.github.featviz.gallery;

import io.github.featviz.evidence.Change;
import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.Region;
import io.github.featviz.evidence.Spike;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Strength;
import io.github.featviz.evidence.TuningCurves;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Findings;
import io.github.featviz.gallery.Exhibition.Hypothesis;
import io.github.featviz.gallery.Exhibition.Kin;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.NetworkCard;
import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Section;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Picture;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SiteSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A small but complete exhibition of made pictures: weak and failed units, verdicts both ways, a comparison, awkward names. */
final class SampleExhibition {

    static final String EARLY = "blocks.4.project.conv";
    static final String LATE = "blocks.14.project.conv";
    /** Windows keeps this name for a device, and it has a part that needs escaping. */
    static final String AWKWARD = "aux.conv/1";

    static final String CHARTED = "blocks.14.project.norm";
    static final int FILTERS = 192;

    private static final RecipeSpec FOURIER = RecipeSpec.Fourier.DEFAULT;
    private static final RecipeSpec ARTICLE = RecipeSpec.Article.DEFAULT;
    private static final RecipeSpec FLAT = new RecipeSpec.Article(200, 0, 1.2, 20, 0.1, 1e-6, 5, 1);

    private final Path folder;

    private SampleExhibition(Path folder) {
        this.folder = folder;
    }

    /** Makes the exhibition; its pictures are written into the folder. */
    static Exhibition in(Path folder) throws IOException {
        return new SampleExhibition(Files.createDirectories(folder)).exhibition();
    }

    /** The same exhibition, standing otherwise on the web. */
    static Exhibition standing(Exhibition sample, SiteSpec site) {
        return new Exhibition(
                sample.title(),
                sample.text(),
                site,
                sample.network(),
                sample.sections(),
                sample.units(),
                sample.probes(),
                sample.version(),
                sample.given());
    }

    /** The sample's title and network, with something else shown of it. */
    static Exhibition showing(Exhibition sample, List<Section> sections, List<Unit> units, List<Probe> probes) {
        return new Exhibition(
                sample.title(),
                sample.text(),
                sample.site(),
                sample.network(),
                sections,
                units,
                probes,
                sample.version(),
                sample.given());
    }

    /** A photograph with other spikes and maps. */
    static Probe measured(Probe probe, List<SpikeChart> charts, Map<UnitId, FeatureMap> maps) {
        return new Probe(
                probe.id(),
                probe.image(),
                probe.title(),
                probe.credit(),
                probe.source(),
                charts,
                maps,
                probe.classification());
    }

    /** The same network under another title and text, with nothing shown of it. */
    static Exhibition without(Exhibition sample, String title, @Nullable String text) {
        return showing(sample, title, text, sample.network(), List.of(), List.of());
    }

    /** Other sections and units of a network, and no photographs. */
    static Exhibition showing(
            Exhibition sample,
            String title,
            @Nullable String text,
            NetworkCard network,
            List<Section> sections,
            List<Unit> units) {
        return new Exhibition(
                title, text, sample.site(), network, sections, units, List.of(), sample.version(), sample.given());
    }

    private Exhibition exhibition() throws IOException {
        SpikeChart cat = chart(3, 17, 11.7);
        SpikeChart cup = chart(4, 44, 8.2);
        return new Exhibition(
                "What a sample network looks for",
                "A small network, made up for tests. Its *pictures* are waves, <b>not</b> [real](javascript:alert(1)) ones.",
                new SiteSpec("https://example.org/featviz/", LocalDate.of(2026, 11, 24), null, null, false),
                network(),
                sections(cat, cup),
                units(),
                List.of(
                        probe(
                                "chelsea",
                                "A tabby cat’s face",
                                600,
                                400,
                                "Jane Doe, CC0",
                                "https://example.org/cat",
                                cat),
                        probe("cup & saucer", "Coffee & “saucer” <cup>", 300, 420, null, null, cup)),
                "0.1.0",
                Map.of("featviz.title", "What it's for"));
    }

    private static NetworkCard network() {
        List<Layer> layers = new ArrayList<>();
        layers.add(layer("stem.conv", "Conv2d", 32, 112));
        for (int block = 0; block < 16; block++) {
            int width = 24 + block * 12;
            layers.add(layer("blocks." + block + ".project.conv", "Conv2d", block == 14 ? FILTERS : width, 14));
            layers.add(layer("blocks." + block + ".project.norm", "BatchNorm2d", block == 14 ? FILTERS : width, 14));
        }
        layers.add(layer(AWKWARD, "Conv2d", 64, 7));
        layers.add(new Layer("flatten", "flatten", false, List.of(), 0));
        return new NetworkCard(
                new NetworkDescription("SampleNet", 4_652_008, layers),
                "sample.pt",
                "3f9c".repeat(16),
                new InputFormat(224, List.of(0.498, 0.498, 0.498), List.of(0.502, 0.502, 0.502)),
                "Nothing was said about the input, so 224 × 224 pixels in ImageNet’s normalisation were assumed.",
                List.of("tabby", "espresso", "daisy"));
    }

    private static Layer layer(String name, String type, long filters, long edge) {
        // Of the early layer it is known how much a place sees.
        ReceptiveField.Axis axis = new ReceptiveField.Axis(35, 8, 0);
        ReceptiveField field = name.equals(EARLY) ? new ReceptiveField(axis, axis) : null;
        return new Layer(name, type, true, List.of(1L, filters, edge, edge), filters * 288, 0, field);
    }

    private List<Section> sections(SpikeChart cat, SpikeChart cup) throws IOException {
        Layer early = layer(EARLY, "Conv2d", 72, 14);
        Layer late = layer(LATE, "Conv2d", FILTERS, 7);
        return List.of(
                new Section(
                        "From threads to textures",
                        "# Simple things\n\nLines, a grain, ![two colours](https://example.org/x.png).",
                        early,
                        List.of(1, 3, 5, 8),
                        FOURIER,
                        Latitude.AUTO,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        new Exhibition.Relations(FamiliesSpec.By.ROTATION, List.of(family())),
                        List.of()),
                section("Awkward & <names>", null, layer(AWKWARD, "Conv2d", 64, 7), 0, 63),
                new Section(
                        "Is filter 17 about cats?",
                        "It shows an eye in short fur.",
                        late,
                        List.of(17),
                        FOURIER,
                        new Hypothesis("chelsea", cat, List.of(verdict(17, 1, 11.7, true))),
                        List.of(44, 96),
                        List.of()),
                new Section(
                        "Three filters and a cup",
                        null,
                        late,
                        List.of(17, 44, 96),
                        FOURIER,
                        new Hypothesis(
                                "cup & saucer", cup, List.of(verdict(44, 1, 8.2, true), verdict(96, 90, -0.4, false))),
                        List.of(),
                        List.of()),
                new Section(
                        "One scale against many",
                        "The same filter under several recipes.",
                        late,
                        List.of(96),
                        FOURIER,
                        Latitude.AUTO,
                        null,
                        List.of(),
                        List.of(FLAT, ARTICLE, FOURIER),
                        new Exhibition.Photographs(
                                "photos",
                                2,
                                12_345,
                                List.of(new Exhibition.Unreadable("<broken>.png", "it is damaged"))),
                        null,
                        List.of()),
                new Section(
                        "What training changed",
                        null,
                        late,
                        List.of(44),
                        FOURIER,
                        Latitude.AUTO,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of(new Exhibition.Rival(
                                "before & after",
                                "before.pt",
                                "ab12".repeat(16),
                                Map.of(44, made(LATE, 44, FOURIER, 224, Strength.Badge.WEAK)),
                                List.of(new Change(17, -0.12), new Change(3, 0.4), new Change(44, 1))))));
    }

    /** Filter 3 turned: 5 a quarter on, 8 close to it but one way only, and 70 without a picture. */
    private static Family family() {
        List<Double> steps =
                IntStream.range(0, 24).mapToObj(step -> 15.0 * step).toList();
        List<List<Double>> means = IntStream.range(0, 72)
                .mapToObj(filter -> steps.stream()
                        .map(step -> Math.cos(Math.toRadians(2 * (step - (filter == 3 ? 0 : filter * 18)))))
                        .toList())
                .toList();
        TuningCurves curves =
                new TuningCurves(steps, means, Collections.nCopies(72, 0.0), Collections.nCopies(72, 0.2));
        return new Family(
                3,
                curves,
                List.of(
                        new Family.Member(3, 0, 1, 1, means.get(3)),
                        new Family.Member(5, 6, 0.96, 0.88, means.get(5)),
                        new Family.Member(8, 7, 0.7, 0.1, means.get(8)),
                        new Family.Member(70, 12, 0.55, 0.6, means.get(70))));
    }

    private static Section section(String title, @Nullable String text, Layer layer, Integer... filters) {
        return new Section(title, text, layer, List.of(filters), FOURIER, null, List.of(), List.of());
    }

    private static Verdict verdict(int filter, int rank, double sigma, boolean confirmed) {
        return new Verdict(filter, rank, rank + 2, FILTERS, 0.5, sigma, confirmed);
    }

    private List<Unit> units() throws IOException {
        List<Unit> units = new ArrayList<>();
        for (int filter : List.of(1, 3, 5, 8)) {
            units.add(unit(EARLY, filter, List.of(made(EARLY, filter, FOURIER, 224, Strength.Badge.STRONG))));
        }
        units.add(unit(AWKWARD, 0, List.of(made(AWKWARD, 0, FOURIER, 64, Strength.Badge.WEAK))));
        units.add(unit(
                AWKWARD, 63, List.of(new Plate(FOURIER, null, "stayed grey under three seeds: its gradient is zero"))));
        units.add(unit(LATE, 17, List.of(made(LATE, 17, FOURIER, 224, Strength.Badge.STRONG))));
        units.add(unit(LATE, 44, List.of(made(LATE, 44, FOURIER, 224, Strength.Badge.WEAK))));
        Unit excited = unit(
                LATE,
                96,
                List.of(
                        made(LATE, 96, FOURIER, 224, Strength.Badge.STRONG),
                        made(LATE, 96, ARTICLE, 499, Strength.Badge.DEAD),
                        new Plate(FLAT, null, "the worker ran out of memory"),
                        made(LATE, 96, FOURIER.withSeed(4), 223, Strength.Badge.STRONG)));
        units.add(new Unit(excited.id(), excited.plates(), excited.responses(), excerpts(), findings()));
        for (int filter : List.of(100, 101, 102)) {
            units.add(unit(LATE, filter, List.of(made(LATE, filter, FOURIER, 224, Strength.Badge.STRONG))));
        }
        return List.copyOf(units);
    }

    /** A filter that is like two others here, and like one that has no picture; it speaks for two classes. */
    private static Findings findings() {
        return new Findings(
                List.of(new Levels(LATE, 66, -0.412, 0.9, 0.31), new Levels(CHARTED, 66, 0.1, 0.4, 0.31)),
                new Kin(
                        "photos",
                        new Kindred(
                                12_345,
                                List.of(
                                        new Kinship.Kin(17, 0.93),
                                        new Kinship.Kin(5, 0.71),
                                        new Kinship.Kin(44, 0.5),
                                        new Kinship.Kin(100, 0.1)))),
                new ClassEffects(3, 0.9, List.of(0.4, -0.7, 0.3)),
                new Exhibition.Seeds(2, 0.914, 0.12));
    }

    /** Parts of made photographs: in the middle, at an edge and narrow, and whole where there are no places. */
    private List<Exhibition.Excerpt> excerpts() throws IOException {
        FeatureMap map = new FeatureMap(2, 2, List.of(-0.5, 0.5, 1.0, 2.0));
        List<Exhibition.Excerpt> excerpts = new ArrayList<>();
        for (Region region : List.of(new Region(90, 60, 64, 64), new Region(200, 0, 24, 90), Region.whole(224))) {
            boolean whole = region.isWhole(224);
            Path file = folder.resolve("street-" + excerpts.size() + ".png");
            ImageIO.write(waves(300, 240, 5), "png", file.toFile());
            excerpts.add(new Exhibition.Excerpt(
                    "photos",
                    "street & <square> " + excerpts.size() + ".png",
                    file,
                    whole ? null : "A. Person, CC BY",
                    whole ? null : "https://example.org/street",
                    2.0 - excerpts.size(),
                    region,
                    whole ? null : map));
        }
        return List.copyOf(excerpts);
    }

    private static Unit unit(String layer, int filter, List<Plate> plates) {
        return new Unit(
                new UnitId(layer, filter),
                plates,
                List.of(new ProbeResponse("chelsea", 0.42, 11.7), new ProbeResponse("cup & saucer", -0.03, -0.5)));
    }

    private Plate made(String layer, int filter, RecipeSpec recipe, int edge, Strength.Badge badge) throws IOException {
        Path png = folder.resolve(Addresses.segment(layer) + "-" + filter + "-" + edge + ".png");
        ImageIO.write(waves(edge, edge, layer.hashCode() + filter), "png", png.toFile());
        List<Double> trajectory = IntStream.range(0, 64)
                .mapToObj(step -> -0.2 + 3 * (1 - Math.exp(-step / 20.0)))
                .toList();
        Picture picture = new Picture(
                edge,
                edge,
                trajectory,
                List.of(),
                recipe.seed() + 1,
                2.93,
                "fp32",
                "channels-last",
                "winograd",
                List.of(8, 8, 1),
                "PyTorch 2.7.1",
                List.of());
        return new Plate(recipe, new Made(png, picture, strength(badge)), null);
    }

    private static Strength strength(Strength.Badge badge) {
        return switch (badge) {
            case STRONG -> new Strength(1, FILTERS, 23.4, 2.81, 0.42, 0.02, 6.69, 140.5, badge);
            case WEAK -> new Strength(31, FILTERS, 2.1, 0.4, 0.42, -0.02, 0.952, null, badge);
            case DEAD -> new Strength(190, FILTERS, -1.2, -0.1, null, 0.02, null, null, badge);
        };
    }

    private static SpikeChart chart(long seed, int spiking, double sigma) {
        Random random = new Random(seed);
        List<Double> means = new ArrayList<>();
        List<Double> sigmas = new ArrayList<>();
        for (int filter = 0; filter < FILTERS; filter++) {
            boolean spikes = filter == spiking;
            means.add(spikes ? 1.9 : filter == 96 ? 2.4 : random.nextDouble() * random.nextDouble() - 0.05);
            sigmas.add(spikes ? sigma : filter == 96 ? -0.4 : random.nextGaussian());
        }
        return new SpikeChart(CHARTED, means, sigmas, largest(means, means, sigmas), largest(sigmas, means, sigmas));
    }

    /** A layer with as many feature maps as a chart must bear. */
    private static SpikeChart wide(String layer, int filters) {
        Random random = new Random(filters);
        List<Double> values = IntStream.range(0, filters)
                .mapToObj(filter -> Math.exp(random.nextGaussian() * 1.5) - 0.3)
                .toList();
        return new SpikeChart(layer, values, values, largest(values, values, values), largest(values, values, values));
    }

    private static List<Spike> largest(List<Double> by, List<Double> means, List<Double> sigmas) {
        return IntStream.range(0, by.size())
                .boxed()
                .sorted(Comparator.comparing((Integer filter) -> -by.get(filter)))
                .limit(8)
                .map(filter -> new Spike(filter, means.get(filter), sigmas.get(filter)))
                .toList();
    }

    private Probe probe(
            String id,
            String title,
            int width,
            int height,
            @Nullable String credit,
            @Nullable String source,
            SpikeChart chart)
            throws IOException {
        Path file = folder.resolve(Addresses.segment(id) + ".png");
        ImageIO.write(waves(width, height, id.hashCode()), "png", file.toFile());
        List<Double> values = IntStream.range(0, 49)
                .mapToObj(place -> Math.exp(-Math.hypot(place % 7 - 4.0, Math.floorDiv(place, 7) - 2.0)) * 3 - 0.1)
                .toList();
        Map<UnitId, FeatureMap> maps = Map.of(
                new UnitId(LATE, 17), new FeatureMap(7, 7, values),
                new UnitId(LATE, 44),
                        new FeatureMap(
                                7, 7, values.stream().map(value -> value / 2).toList()));
        Classification classes = new Classification(List.of(
                new Classification.Score(0, 0.61),
                new Classification.Score(1, 0.22),
                new Classification.Score(2, 0.0123)));
        return new Probe(
                id,
                file,
                title,
                credit,
                source,
                id.equals("chelsea") ? List.of(chart) : List.of(chart, wide("stem.act", 16), wide("head.act", 4096)),
                maps,
                classes);
    }

    private static BufferedImage waves(int width, int height, long seed) {
        Random random = new Random(seed);
        double[][] waves = new double[6][];
        for (int wave = 0; wave < waves.length; wave++) {
            waves[wave] = new double[] {
                random.nextGaussian() * 0.1, random.nextGaussian() * 0.1, random.nextDouble() * 6, random.nextInt(3)
            };
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] colour = {0.5, 0.5, 0.5};
                for (double[] wave : waves) {
                    colour[(int) wave[3]] += 0.18 * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
                }
                image.setRGB(x, y, level(colour[0]) << 16 | level(colour[1]) << 8 | level(colour[2]));
            }
        }
        return image;
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
