package io.github.featviz.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One worker that takes ten seconds for a picture and one for a rough one. */
class BudgetedDrawingTest {

    private static final NetworkFile NETWORK =
            new NetworkFile(Path.of("net.pt"), "00", new InputFormat(32, List.of(0.5), List.of(0.5)));
    private static final Duration WELL = Duration.ofSeconds(10);
    private static final Duration ROUGHLY = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final List<String> drawn = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder);
    }

    @Test
    void all_are_drawn_roughly_before_the_first_is_drawn_well() throws IOException {
        assertThat(draw(4, Duration.ofSeconds(25))).isEqualTo(2);

        assertThat(drawn).containsExactly("rough 0", "rough 1", "rough 2", "rough 3", "0", "1");
    }

    @Test
    void what_does_not_fit_is_not_begun() throws IOException {
        assertThat(draw(4, Duration.ofSeconds(13))).isEqualTo(4);

        assertThat(drawn).containsExactly("rough 0", "rough 1", "rough 2", "rough 3");
    }

    @Test
    void the_next_run_goes_on() throws IOException {
        draw(4, Duration.ofSeconds(15));
        drawn.clear();

        assertThat(draw(4, Duration.ofSeconds(21))).isEqualTo(1);
        assertThat(drawn).containsExactly("1", "2");
    }

    @Test
    void each_run_draws_something_however_short_the_time() throws IOException {
        draw(2, Duration.ofMillis(1));
        drawn.clear();

        assertThat(draw(2, Duration.ofMillis(1))).isEqualTo(1);
        assertThat(drawn).containsExactly("0");
    }

    @Test
    void enough_time_leaves_nothing_rough() throws IOException {
        assertThat(draw(20, Duration.ofHours(1))).isZero();
    }

    private int draw(int count, Duration budget) throws IOException {
        WorkRunner runner = new WorkRunner(NETWORK, store, this::work, new QuietListener());
        List<Work> drawings = IntStream.range(0, count)
                .<Work>mapToObj(filter -> new Work.Draw("conv", filter, RecipeSpec.Fourier.DEFAULT))
                .toList();
        return new BudgetedDrawing(runner, works -> WELL.multipliedBy(works.size()), 1, () -> now, now.plus(budget))
                .run(drawings);
    }

    private void work(List<Work> works, WorkRunner.Outcome outcome) throws IOException {
        for (Work work : works) {
            Work.Draw draw = (Work.Draw) work;
            boolean rough = !draw.recipe().equals(RecipeSpec.Fourier.DEFAULT);
            drawn.add((rough ? "rough " : "") + draw.filter());
            now = now.plus(rough ? ROUGHLY : WELL);
            store.put(WorkKey.of(NETWORK, work), Map.of(Store.Entry.RESULT, "{}".getBytes(UTF_8)));
            outcome.finished(work);
        }
    }
}
