package io.github.featviz.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaborerTest {

    private static final NetworkFile NETWORK =
            new NetworkFile(Path.of("net.pt"), "00ff", new InputFormat(32, List.of(0.5), List.of(0.5)));

    private final List<Event> events = new ArrayList<>();
    private final FakeBench bench = new FakeBench();

    @TempDir
    Path folder;

    @Test
    void resultsGoToTheStoreUnderTheirKey() throws IOException {
        Work work = draw("conv", 3);

        serve(batch(List.of(work)));

        assertThat(Store.open(folder).find(key(work)).orElseThrow().read(String.class))
                .isEqualTo("drawing conv 3");
        assertThat(events)
                .containsExactly(
                        new Event.Ready(),
                        new Event.Started(key(work), "drawing conv 3"),
                        new Event.Progress(key(work), 1, 2, 1),
                        new Event.Finished(key(work)));
    }

    @Test
    void theBenchHearsAllLayersOfABatchAtOnce() throws IOException {
        serve(batch(List.of(draw("a", 0), new Work.Reference("b"), new Work.Describe(), draw("a", 1))));

        assertThat(bench.prepared).containsExactly(List.of("a", "b"));
    }

    @Test
    void aUnitThatFailsTakesNoOtherWithIt() throws IOException {
        Work bad = draw("fails", 0);
        Work good = draw("conv", 0);

        serve(batch(List.of(bad, good)));

        assertThat(events).contains(new Event.Failed(key(bad), "it stayed grey"), new Event.Finished(key(good)));
        assertThat(Store.open(folder).find(key(bad))).isEmpty();
    }

    @Test
    void aNetworkThatCannotBeOpenedFailsEveryUnit() throws IOException {
        Work first = draw("unreadable", 0);
        Work second = draw("conv", 0);

        serve(batch(List.of(first, second)));

        assertThat(events)
                .contains(
                        new Event.Failed(key(first), "the archive is cut off"),
                        new Event.Failed(key(second), "the archive is cut off"));
        assertThat(bench.performed).isEmpty();
    }

    @Test
    void aResultThatAnotherBuildHasMadeMeanwhileIsNotMadeAgain() throws IOException {
        Work work = draw("conv", 0);
        Store.open(folder).put(key(work), Map.of("result.json", "1".getBytes(UTF_8)));

        serve(batch(List.of(work)));

        assertThat(bench.performed).isEmpty();
        assertThat(events).contains(new Event.Finished(key(work)));
    }

    @Test
    void memoryThatRanOutEndsTheWorker() {
        assertThatThrownBy(() -> serve(batch(List.of(draw("exhausts", 0))))).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void everyKindOfWorkSurvivesTheWire() {
        Batch batch = batch(List.of(
                new Work.Describe(),
                new Work.Reference("a"),
                draw("b", 1),
                new Work.Draw("c", 2, RecipeSpec.Article.DEFAULT)));

        assertThat(Wire.read(Wire.write(batch), Batch.class)).isEqualTo(batch);
        assertThat(Wire.read(Wire.write(NETWORK), NetworkFile.class).sha256()).isEqualTo(NETWORK.sha256());
    }

    private static Batch batch(List<Work> works) {
        return new Batch(works, Outlook.of(works, 1, 2));
    }

    private void serve(Batch batch) throws IOException {
        new Laborer(NETWORK, Store.open(folder), bench, events::add)
                .serve(new BufferedReader(new StringReader(Wire.write(batch) + "\n")));
    }

    private static Work draw(String layer, int filter) {
        return new Work.Draw(layer, filter, RecipeSpec.Fourier.DEFAULT);
    }

    private static String key(Work work) {
        return WorkKey.of(NETWORK, work);
    }

    private static final class FakeBench implements WorkBench {

        private final List<List<String>> prepared = new ArrayList<>();
        private final List<Work> performed = new ArrayList<>();

        @Override
        public void prepare(Outlook outlook) throws IOException {
            List<String> layers = outlook.layers();
            prepared.add(layers);
            if (layers.contains("unreadable")) {
                throw new IOException("the archive is cut off");
            }
        }

        @Override
        public Map<String, byte[]> perform(Work work, StepListener steps) throws IOException {
            performed.add(work);
            if (work.title().contains("fails")) {
                throw new IllegalStateException("it stayed grey\nmore that nobody needs");
            }
            if (work.title().contains("exhausts")) {
                throw new OutOfMemoryError("made by the test");
            }
            steps.step(1, 2, 1);
            return Map.of("result.json", Store.Entry.json(work.title()));
        }

        @Override
        public void close() {}
    }
}
