package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassNamesTest {

    private static final NetworkDescription TWO_CLASSES =
            new NetworkDescription("Net", 10, List.of(new Layer("output", "Output", false, List.of(1L, 2L), 0)));
    private static final NetworkSpec SPEC = new NetworkSpec(
            null,
            null,
            new Located<>(Path.of("classes.txt"), new Mark(Path.of("featviz.yml"), 3, 12, "  classes: classes.txt")));

    @Test
    void one_name_for_each_class_is_as_it_should_be() {
        assertThat(new ClassNames(List.of("cat", "dog"), null, SPEC).doubt(TWO_CLASSES))
                .isEmpty();
        assertThat(new ClassNames(List.of(), null, null).doubt(TWO_CLASSES)).isEmpty();
    }

    @Test
    void too_few_names_are_told_with_their_place() {
        assertThat(new ClassNames(List.of("cat"), null, SPEC).doubt(TWO_CLASSES))
                .hasValueSatisfying(doubt -> assertThat(doubt)
                        .startsWith("featviz.yml:3:12: classes.txt has 1 class name for the 2 classes of Net"));
    }

    @Test
    void a_name_too_many_may_be_a_heading() {
        assertThat(new ClassNames(List.of("name", "cat", "dog"), Path.of("c.txt"), SPEC).doubt(TWO_CLASSES))
                .hasValueSatisfying(
                        doubt -> assertThat(doubt).startsWith("c.txt has 3").contains("heading"));
    }

    @Test
    void a_network_without_an_answer_has_no_classes() {
        assertThat(new ClassNames(List.of("cat"), null, SPEC).doubt(new NetworkDescription("Trunk", 10, List.of())))
                .isEmpty();
    }
}
