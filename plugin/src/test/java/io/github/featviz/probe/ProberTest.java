package io.github.featviz.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.Answers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProberTest {

    private static final String LAYER = "shapes";

    private final ShapesNetwork network = new ShapesNetwork();
    private final Prober prober = new Prober(network);

    @AfterAll
    void close() {
        network.close();
    }

    @Test
    void anAnswerToAReferenceImageHasOneValueForEachFilter() {
        Answers answers = prober.answers(LAYER);

        assertThat(answers.images()).hasSize(ReferenceImages.COUNT).allSatisfy(answer -> assertThat(answer.means())
                .hasSize(ShapesNetwork.FILTERS));
    }
}
