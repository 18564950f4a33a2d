package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.Work;
import io.github.featviz.spec.RecipeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void pictures_of_a_layer_are_cut_into_equal_shares_for_all_workers() {
        Shares shares = Shares.of(pictures("conv", 20), 2);

        assertThat(shares.workers()).isEqualTo(2);
        assertThat(shares.all()).extracting(List::size).containsExactly(5, 5, 5, 5);
        assertThat(shares.all().stream().flatMap(List::stream)).containsExactlyElementsOf(pictures("conv", 20));
    }

    @Test
    void a_share_holds_pictures_of_one_layer_only() {
        List<Work> works = new ArrayList<>(pictures("a", 3));
        works.addAll(pictures("b", 4));

        assertThat(Shares.of(works, 4).all()).allSatisfy(share -> assertThat(share)
                .extracting(work -> ((Work.Draw) work).layer())
                .containsOnly(((Work.Draw) share.get(0)).layer()));
    }

    @Test
    void a_few_pictures_are_not_worth_another_process() {
        assertThat(Shares.of(pictures("conv", 3), 8).workers()).isEqualTo(1);
        assertThat(Shares.of(pictures("conv", 7), 8).workers()).isEqualTo(3);
        assertThat(Shares.of(pictures("conv", 1000), 8).workers()).isEqualTo(8);
    }

    @Test
    void units_that_look_at_one_photograph_stay_together() {
        ImageFile first = new ImageFile(Path.of("a.png"), "aa");
        ImageFile second = new ImageFile(Path.of("b.png"), "bb");
        List<Work> works = List.of(
                new Work.Respond(first, "x"),
                new Work.Respond(second, "x"),
                new Work.Respond(first, "y"),
                new Work.Reference("x"));

        assertThat(Shares.of(works, 2).all())
                .containsExactly(
                        List.of(new Work.Respond(first, "x"), new Work.Respond(first, "y")),
                        List.of(new Work.Respond(second, "x")),
                        List.of(new Work.Reference("x")));
    }

    @Test
    void pictures_are_rehearsed_by_as_many_workers_as_will_draw_them() {
        List<Work> alone = List.of(rehearsal("a", 0), rehearsal("b", 0), rehearsal("c", 0));
        List<Work> together = List.of(rehearsal("a", 0), rehearsal("a", 1), rehearsal("b", 0), rehearsal("b", 1));

        assertThat(Shares.of(alone, 4).workers()).isEqualTo(1);
        assertThat(Shares.of(together, 4).workers()).isEqualTo(2);
    }

    private static Work rehearsal(String layer, int worker) {
        return new Work.Rehearse(
                List.of(new Work.Draw(layer, 0, RecipeSpec.Fourier.DEFAULT)), 8, "this machine", worker);
    }

    @Test
    void the_time_of_all_is_that_of_the_worker_who_ends_last() {
        Shares shares = Shares.of(pictures("conv", 10), 2);

        assertThat(shares.seconds(work -> 3)).isEqualTo(15);
    }

    @Test
    void pictures_drawn_against_each_other_stay_with_one_worker() {
        RecipeSpec diverse = RecipeSpec.Fourier.DEFAULT.diverse(3);
        List<Work> works = new ArrayList<>();
        for (int member = 0; member < 3; member++) {
            for (int filter = 0; filter < 4; filter++) {
                works.add(new Work.Draw("conv", filter, diverse.withMember(member)));
            }
        }

        assertThat(Shares.of(works, 2).all()).allSatisfy(share -> assertThat(share)
                .extracting(work -> ((Work.Draw) work).filter())
                .containsOnly(((Work.Draw) share.get(0)).filter()));
    }

    private static List<Work> pictures(String layer, int count) {
        return IntStream.range(0, count)
                .<Work>mapToObj(filter -> new Work.Draw(layer, filter, RecipeSpec.Fourier.DEFAULT))
                .toList();
    }
}
