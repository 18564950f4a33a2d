package io.github.featviz.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.result.Answers;
import io.github.featviz.result.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void whatAnswersToSomethingElseComesFirstWhateverTheScale() {
        List<Change> changes = Change.falling(
                answers(List.of(List.of(0.0, 1.0, 5.0), List.of(1.0, 2.0, 5.0), List.of(2.0, 3.0, 5.0))),
                answers(List.of(List.of(9.0, 10.0, 5.0), List.of(6.0, 20.0, 5.0), List.of(3.0, 30.0, 5.0))));

        assertThat(changes).extracting(Change::filter).containsExactly(0, 1, 2);
        assertThat(changes.get(0).correlation()).isEqualTo(-1, within(1e-9));
        assertThat(changes.get(1).correlation()).isEqualTo(1, within(1e-9));
    }

    @Test
    void filtersThatNeverChangeTheirAnswerHaveNotChangedAndThoseThatBeganToHave() {
        List<Change> changes = Change.falling(
                answers(List.of(List.of(5.0, 5.0), List.of(5.0, 5.0))),
                answers(List.of(List.of(7.0, 1.0), List.of(7.0, 2.0))));

        assertThat(changes).containsExactly(new Change(1, 0), new Change(0, 1));
    }

    private static Answers answers(List<List<Double>> images) {
        return new Answers(images.stream().map(Response::new).toList());
    }
}
