package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.collection.Chunk;
import io.github.featviz.collection.Packed;
import io.github.featviz.collection.PhotographCollection;
import io.github.featviz.network.KnownFilters;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Survey;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real engine, on a network whose first layer's answers are known. */
class SurveyingTest {

    private static final int GREY = 0x808080;
    private static final int FILTERS = 4;

    @TempDir
    private Path folder;

    private EngineBench bench;

    @BeforeEach
    void open() throws IOException {
        Path network = folder.resolve("known.pt");
        KnownFilters.write(network);
        bench = new EngineBench(new NetworkFile(network, "00", KnownFilters.INPUT), WorkerMain::open);
        bench.prepare(new Outlook(List.of(KnownFilters.LAYER), 0, 2));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** More than a batch, so that batches must be put together rightly; sorted by name. */
    private static Map<String, byte[]> photographs() throws IOException {
        Map<String, byte[]> photographs = new TreeMap<>();
        for (int i = 0; i < 17; i++) {
            photographs.put("grey-%02d.png".formatted(i), KnownFilters.png(40, 32, GREY, i, 4, 3, 0x707070));
        }
        photographs.put("a-broken.png", "no image".getBytes(UTF_8));
        photographs.put("h-red.png", KnownFilters.png(32, 48, GREY, 10, 20, 4, 0xff0000));
        photographs.put("z-green.png", KnownFilters.png(32, 32, GREY, 10, 20, 4, 0x00ff00));
        return photographs;
    }

    @Test
    void everyFilterIsMostExcitedByWhatItIsFor() throws IOException {
        Chunk chunk = chunk(Packed.tar(folder.resolve("photographs.tar"), photographs()));
        Map<String, byte[]> files = survey(chunk);
        FloatBuffer peaks = peaks(files);

        assertThat(strongest(peaks, chunk, 0)).isEqualTo("h-red.png");
        assertThat(strongest(peaks, chunk, 1)).isEqualTo("z-green.png");
    }

    @Test
    void anUnreadableFileIsListedAndTheOthersGoOn() throws IOException {
        Chunk chunk = chunk(Packed.zip(folder.resolve("photographs.zip"), photographs()));
        Map<String, byte[]> files = survey(chunk);
        Survey survey = survey(files);

        assertThat(survey.looks()).hasSize(20);
        assertThat(survey.filters()).isEqualTo(FILTERS);
        assertThat(survey.looks().get(0).signature()).isNull();
        assertThat(survey.looks().get(0).unreadable()).contains("no image that can be read here");
        assertThat(survey.looks().subList(1, 20)).allMatch(look -> look.signature() != null);
        assertThat(peaks(files).get(0)).isNaN();
    }

    @Test
    void thePeakIsTheLargestValueOfTheMap() throws IOException {
        Path place = Packed.folder(folder.resolve("photographs"), photographs());
        Chunk chunk = chunk(place);
        FloatBuffer peaks = peaks(survey(chunk));
        ImageFile red = ImageFile.of(place.resolve("h-red.png"));
        FeatureMap map = new Store.Entry(
                        "",
                        write(bench.perform(new Work.MapFeature(red, KnownFilters.LAYER, 0), (step, of, units) -> {})))
                .read(FeatureMap.class);

        int index = names(chunk).indexOf("h-red.png");
        assertThat((double) peaks.get(index * FILTERS)).isEqualTo(Collections.max(map.values()));
    }

    @Test
    void aChunkOfNothingButUnreadableFiles() throws IOException {
        Map<String, byte[]> files =
                survey(chunk(Packed.zip(folder.resolve("b.zip"), Map.of("b.png", new byte[] {1, 2, 3}))));

        assertThat(survey(files).looks()).hasSize(1);
        assertThat(files.get(Survey.PEAKS)).isEmpty();
    }

    private static Chunk chunk(Path place) throws IOException {
        List<Chunk> chunks = PhotographCollection.open(place).chunks();
        assertThat(chunks).hasSize(1);
        return chunks.get(0);
    }

    private Map<String, byte[]> survey(Chunk chunk) throws IOException {
        List<Integer> steps = new ArrayList<>();
        Map<String, byte[]> files = bench.perform(
                Wire.read(Wire.write(new Work.Survey(chunk, KnownFilters.LAYER)), Work.class),
                (step, of, units) -> steps.add(step));
        assertThat(steps).endsWith(chunk.items().size());
        return files;
    }

    private Survey survey(Map<String, byte[]> files) throws IOException {
        return new Store.Entry("", write(files)).read(Survey.class);
    }

    private Path write(Map<String, byte[]> files) throws IOException {
        return Packed.folder(folder.resolve("entry"), files);
    }

    private static FloatBuffer peaks(Map<String, byte[]> files) {
        return ByteBuffer.wrap(files.get(Survey.PEAKS))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static List<String> names(Chunk chunk) {
        return chunk.items().stream().map(item -> item.name()).toList();
    }

    private static String strongest(FloatBuffer peaks, Chunk chunk, int filter) {
        int best = -1;
        for (int i = 0; i < chunk.items().size(); i++) {
            float value = peaks.get(i * FILTERS + filter);
            if (!Float.isNaN(value) && (best < 0 || value > peaks.get(best * FILTERS + filter))) {
                best = i;
            }
        }
        return chunk.items().get(best).name();
    }
}
