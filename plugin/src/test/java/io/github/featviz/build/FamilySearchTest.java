package io.github.featviz.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.featviz.evidence.Family;
import io.github.featviz.gallery.Exhibition.Relations;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Tuning;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters 0 and 2 are a quarter turn apart, 1 answers to everything, 3 to nothing. */
@NullUnmarked
class FamilySearchTest {

    private static final Layer LAYER = new Layer("conv", "Conv2d", true, List.of(1L, 4L, 8L, 8L), 9);
    private static final List<Double> STEPS = List.of(0.0, 90.0, 180.0, 270.0);

    @TempDir
    private Path folder;

    private Store store;
    private NetworkFile network;
    private final List<Work> done = new ArrayList<>();

    @BeforeEach
    void openStore() throws IOException {
        store = Store.open(folder.resolve("store"));
        network = new NetworkFile(Path.of("net.pt"), "00", new InputFormat(32, List.of(0.5), List.of(0.5)));
    }

    @Test
    void drawsAndChangesWhatMayBeRelatedAndShowsWhatIs() throws IOException {
        FamilySearch search = searched();

        Relations relations = search.relations(section());
        assertThat(relations.families()).hasSize(1);
        assertThat(relations.families().get(0).members())
                .extracting(Family.Member::filter, Family.Member::step, Family.Member::mutual)
                .containsExactly(tuple(0, 0, true), tuple(2, 1, true));
        assertThat(search.drawings(section())).extracting(Work.Draw::filter).containsExactly(0, 2);
        assertThat(done)
                .extracting(work -> work.getClass().getSimpleName())
                .containsExactly("Reference", "Draw", "Tune", "Draw", "Tune");
    }

    @Test
    void nothingIsMeasuredTwice() throws IOException {
        searched();
        int first = done.size();
        searched();

        assertThat(done).hasSize(first);
    }

    @Test
    void withoutAPictureThereIsNoFamily() throws IOException {
        WorkRunner runner = new WorkRunner(network, store, this::work, new QuietListener());

        assertThat(new FamilySearch(runner, Measurements.of(List.of("conv"), List.of(), runner))
                        .relations(section())
                        .families())
                .isEmpty();
    }

    private FamilySearch searched() throws IOException {
        WorkRunner runner = new WorkRunner(network, store, this::work, new QuietListener());
        runner.complete(List.of(new Work.Reference("conv"), new Work.Draw("conv", 0, RecipeSpec.Fourier.DEFAULT)));
        FamilySearch search = new FamilySearch(runner, Measurements.of(List.of("conv"), List.of(), runner));
        search.run(new GalleryPlan(List.of(section())));
        return search;
    }

    private void work(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
        for (Work work : works) {
            done.add(work);
            store.put(WorkKey.of(network, work), result(work));
            outcome.finished(work);
        }
    }

    private static Map<String, byte[]> result(Work work) throws IOException {
        if (work instanceof Work.Draw draw) {
            byte[] picture = ("picture of " + draw.filter()).getBytes(UTF_8);
            return Map.of(Store.Entry.RESULT, Store.Entry.json(List.of()), "picture.png", picture);
        }
        if (work instanceof Work.Tune tune) {
            return Map.of(Store.Entry.RESULT, Store.Entry.json(tuning(tune.filter())));
        }
        List<Double> ones = Collections.nCopies(4, 1.0);
        return Map.of(Store.Entry.RESULT, Store.Entry.json(new Moments(64, ones, ones, ones)));
    }

    /** Each filter answers to its own picture as it is, 0 and 2 to each other's after a quarter turn to one side or the other. */
    private static Tuning tuning(int of) {
        int answered = of == 0 ? 1 : 3;
        List<Response> answers = IntStream.range(0, STEPS.size())
                .mapToObj(step -> new Response(List.of(
                        step == (of == 0 ? 0 : answered) ? 8.0 : 1.0,
                        5.0,
                        step == (of == 0 ? answered : 0) ? 8.0 : 1.0,
                        0.0)))
                .toList();
        return new Tuning(STEPS, answers, new Response(Collections.nCopies(4, 0.0)));
    }

    private static SectionPlan section() {
        List<Located<Integer>> of = List.of(new Located<>(0, SectionSpecs.MARK));
        SectionSpec spec =
                SectionSpecs.of("conv", new FilterSelection.Listed(of), new FamiliesSpec(of, FamiliesSpec.By.ROTATION));
        return new SectionPlan(spec, LAYER, LAYER, LAYER, null, null);
    }
}
