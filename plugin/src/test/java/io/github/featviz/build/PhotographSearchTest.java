package io.github.featviz.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.featviz.collection.Credits;
import io.github.featviz.collection.Packed;
import io.github.featviz.collection.PhotographCollection;
import io.github.featviz.gallery.Exhibition.Excerpt;
import io.github.featviz.gallery.Exhibition.Photographs;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Exhibition.Unreadable;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.PhotographsPlan;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.ReceptiveField;
import io.github.featviz.result.ReceptiveField.Axis;
import io.github.featviz.result.Signature;
import io.github.featviz.result.Survey;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without an engine: a photograph is a text "answer look", filter 0 answers to it with the number, filter 1 with its negative. */
class PhotographSearchTest {

    private static final int PHOTOGRAPHS = 900;

    private static final Layer LAYER = new Layer(
            "conv",
            "Conv2d",
            true,
            List.of(1L, 2L, 4L, 4L),
            9,
            9,
            new ReceptiveField(new Axis(8, 8, 3.5), new Axis(8, 8, 3.5)));

    private static final Mark MARK = new Mark(Path.of("featviz.yml"), 1, 1, "");
    private static final Credits CREDITS = new Credits(Map.of("899.png", new Credits.Credit("A. Person", null)));

    private final Clerk clerk = new Clerk();
    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder;

    private Store store;
    private NetworkFile network;

    @BeforeEach
    void openStore() throws IOException {
        store = Store.open(folder.resolve("store"));
        network = new NetworkFile(Path.of("net.pt"), "00", new InputFormat(32, List.of(0.5), List.of(0.5)));
    }

    private static Map<String, byte[]> photographs() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < PHOTOGRAPHS; i++) {
            files.put("%03d.png".formatted(i), text(i + " " + i));
        }
        return files;
    }

    @Test
    void keepsTheStrongestOfEachFilterWithTheResponsiblePart() throws IOException {
        SectionPlan section = section(Packed.zip(folder.resolve("a.zip"), photographs()), 3);
        PhotographSearch search = search(section);

        List<Excerpt> excerpts = search.excerpts(new UnitId("conv", 0));
        assertThat(excerpts).extracting(Excerpt::name).containsExactly("899.png", "898.png", "897.png");
        assertThat(excerpts.get(0).peak()).isEqualTo(899);
        assertThat(excerpts.get(0).credit()).isEqualTo("A. Person");
        assertThat(excerpts.get(1).credit()).isNull();
        assertThat(excerpts.get(0).region().x()).isEqualTo(16);
        assertThat(excerpts.get(0).region().y()).isEqualTo(8);
        assertThat(excerpts.get(0).region().width()).isEqualTo(8);
        assertThat(Files.readString(excerpts.get(0).image())).isEqualTo("899 899");
        assertThat(search.excerpts(new UnitId("conv", 1)))
                .extracting(Excerpt::name)
                .containsExactly("000.png", "001.png", "002.png");
        assertThat(search.photographs(section)).isEqualTo(new Photographs("a.zip", 3, PHOTOGRAPHS, List.of()));
        assertThat(notes).isEmpty();
    }

    @Test
    void nearDuplicatesAreShownOnceTheStrongestOfThem() throws IOException {
        Map<String, byte[]> files = photographs();
        files.put("again.png", text("1000 899"));
        files.put("once-more.png", text("899.5 899"));
        SectionPlan section = section(Packed.tar(folder.resolve("a.tar"), files), 2);

        assertThat(search(section).excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::name)
                .containsExactly("again.png", "898.png");
    }

    @Test
    void unreadablePhotographsAreCountedAndListed() throws IOException {
        Map<String, byte[]> files = photographs();
        files.put("500-broken.png", text("broken"));
        SectionPlan section = section(Packed.folder(folder.resolve("photos"), files), 2);

        assertThat(search(section).photographs(section))
                .isEqualTo(new Photographs(
                        "photos", 2, PHOTOGRAPHS, List.of(new Unreadable("500-broken.png", "it is a damaged image"))));
        assertThat(notes).singleElement().asString().contains("1 of 901", "500-broken.png", "damaged");
    }

    @Test
    void aKilledRunGoesOnWhereItWas() throws IOException {
        Path zip = Packed.zip(folder.resolve("a.zip"), photographs());
        SectionPlan section = section(zip, 3);
        int chunks = PhotographCollection.open(zip).chunks().size();
        clerk.patience = chunks / 2;

        assertThatThrownBy(() -> search(section)).hasMessage("killed");
        assertThat(clerk.surveyed).isEqualTo(chunks / 2);
        clerk.patience = Integer.MAX_VALUE;
        PhotographSearch search = search(section);

        assertThat(chunks).isGreaterThan(3);
        assertThat(clerk.surveyed).isEqualTo(chunks);
        assertThat(search.excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::name)
                .containsExactly("899.png", "898.png", "897.png");
    }

    @Test
    void theSamePhotographsElsewhereAreNotLookedAtAgain() throws IOException {
        search(section(Packed.zip(folder.resolve("a.zip"), photographs()), 3));
        int surveyed = clerk.surveyed;
        search(section(Packed.folder(folder.resolve("elsewhere"), photographs()), 1));

        assertThat(clerk.surveyed).isEqualTo(surveyed);
    }

    @Test
    void sectionsKeepAsManyAsTheySayForTheFiltersTheyShow() throws IOException {
        Path zip = Packed.zip(folder.resolve("a.zip"), photographs());
        SectionPlan few = section(zip, 1, listed(0), CREDITS);
        SectionPlan more = section(zip, 3, listed(1), CREDITS);
        PhotographSearch search = search(few, more);

        assertThat(search.photographs(few)).isEqualTo(new Photographs("a.zip", 1, PHOTOGRAPHS, List.of()));
        assertThat(search.excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::name)
                .containsExactly("899.png");
        assertThat(search.excerpts(new UnitId("conv", 1)))
                .extracting(Excerpt::name)
                .containsExactly("000.png", "001.png", "002.png");
    }

    @Test
    void foldersOfOneNameAreToldApartByTheFoldersBefore() throws IOException {
        Map<String, byte[]> others = Map.of("x.png", text("1000 1000"), "899.png", text("0 1001"));
        SectionPlan one = section(Packed.folder(folder.resolve("a/pix"), photographs()), 1);
        SectionPlan other = section(Packed.folder(folder.resolve("b/pix"), others), 2);
        PhotographSearch search = search(one, other);

        assertThat(List.of(one, other))
                .extracting(search::photographs)
                .containsExactly(
                        new Photographs("a/pix", 1, PHOTOGRAPHS, List.of()), new Photographs("b/pix", 2, 2, List.of()));
        assertThat(search.excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::from, Excerpt::name)
                .containsExactly(tuple("b/pix", "x.png"), tuple("a/pix", "899.png"), tuple("b/pix", "899.png"));
    }

    @Test
    void photographsOfTwoCollectionsAreKeptForBoth() throws IOException {
        Path outer = Packed.folder(folder.resolve("photos"), Map.of("in/x.png", text("7 7")));
        PhotographSearch search = search(section(outer, 1), section(outer.resolve("in"), 1));

        assertThat(search.excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::from, Excerpt::name)
                .containsExactly(tuple("photos", "in/x.png"), tuple("in", "x.png"));
    }

    @Test
    void creditsThatOneSectionNamesHoldForAllThatLookThroughTheSame() throws IOException {
        Path zip = Packed.zip(folder.resolve("a.zip"), photographs());
        SectionPlan without = section(zip, 1, listed(1), Credits.NONE);
        SectionPlan first = section(zip, 1, listed(0), Credits.NONE);

        assertThat(search(without, first, section(zip, 1, listed(0), CREDITS)).excerpts(new UnitId("conv", 0)))
                .extracting(Excerpt::credit)
                .containsExactly("A. Person");
    }

    private PhotographSearch search(SectionPlan... sections) throws IOException {
        WorkRunner runner = new WorkRunner(network, store, clerk, new Quiet());
        GalleryPlan plan = new GalleryPlan(List.of(sections));
        PhotographSearch search =
                new PhotographSearch(plan, runner, Measurements.of(List.of(), List.of(), runner), store, 32);
        search.run(new Quiet());
        return search;
    }

    private static FilterSelection listed(int filter) {
        return new FilterSelection.Listed(List.of(new Located<>(filter, MARK)));
    }

    private static SectionPlan section(Path place, int keep) throws IOException {
        return section(place, keep, new FilterSelection.All(MARK), CREDITS);
    }

    private static SectionPlan section(Path place, int keep, FilterSelection filters, Credits credits)
            throws IOException {
        SectionSpec spec = SectionSpecs.of("conv", filters, null);
        PhotographsPlan photographs = new PhotographsPlan(PhotographCollection.open(place), keep, credits);
        return new SectionPlan(spec, LAYER, LAYER, LAYER, null, photographs);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    /** Does the works by reading texts; after so many surveys it is killed. */
    private final class Clerk implements WorkRunner.Labour {

        private int patience = Integer.MAX_VALUE;
        private int surveyed;

        @Override
        public void run(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
            for (Work work : works) {
                store.put(WorkKey.of(network, work), work instanceof Work.Survey survey ? survey(survey) : map(work));
                outcome.finished(work);
            }
        }

        private Map<String, byte[]> survey(Work.Survey survey) throws IOException {
            if (surveyed == patience) {
                throw new IOException("killed");
            }
            surveyed++;
            List<Survey.Look> looks = new ArrayList<>();
            ByteBuffer peaks =
                    ByteBuffer.allocate(survey.chunk().items().size() * 8).order(ByteOrder.LITTLE_ENDIAN);
            try (var contents =
                    io.github.featviz.collection.Contents.open(survey.chunk().place())) {
                for (var item : survey.chunk().items()) {
                    String[] words = new String(contents.bytes(item), UTF_8).split(" ", -1);
                    boolean readable = words.length == 2;
                    looks.add(
                            readable
                                    ? new Survey.Look(new Signature(spread(words[1]), 0), null)
                                    : new Survey.Look(null, "it is a damaged image"));
                    float answer = readable ? Float.parseFloat(words[0]) : Float.NaN;
                    peaks.putFloat(answer).putFloat(-answer);
                }
            }
            return Map.of(Store.Entry.RESULT, Store.Entry.json(new Survey(2, looks)), Survey.PEAKS, peaks.array());
        }

        /** Different looks lie far apart. */
        private static long spread(String look) {
            return new java.util.Random(Long.parseLong(look)).nextLong();
        }

        private static Map<String, byte[]> map(Work work) throws IOException {
            ImageFile image = ((Work.MapFeature) work).image();
            assertThat(image.path()).exists();
            List<Double> values = new ArrayList<>(java.util.Collections.nCopies(16, 0.0));
            values.set(4 + 2, 1.0);
            return Map.of(Store.Entry.RESULT, Store.Entry.json(new FeatureMap(4, 4, values)));
        }
    }

    private final class Quiet implements BuildListener {
        @Override
        public void forecast(int pictures, Duration duration) {}

        @Override
        public void warning(String message) {}

        @Override
        public void note(String message) {
            notes.add(message);
        }

        @Override
        public void stage(int works, int reused) {}

        @Override
        public void started(String title) {}

        @Override
        public void progress(String title, int step, int steps, int units) {}

        @Override
        public void finished(String title) {}

        @Override
        public void failed(String title, String reason) {}
    }
}
