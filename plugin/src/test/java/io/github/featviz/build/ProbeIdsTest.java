package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.plan.ImageFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeIdsTest {

    private static final ImageFile CAT = image("a/cat.jpg", "11");
    private static final ImageFile OTHER_CAT = image("b/Cat.png", "22");
    private static final ImageFile DOG = image("a/my dog.jpg", "33");

    @Test
    void namesAPhotographAfterItsFile() {
        assertThat(ProbeIds.of(List.of(CAT, DOG))).containsEntry(CAT, "cat").containsEntry(DOG, "my-dog");
    }

    @Test
    void namesPhotographsOfOneNameAlikeInWhateverOrderTheyCome() {
        assertThat(ProbeIds.of(List.of(CAT, OTHER_CAT)))
                .isEqualTo(ProbeIds.of(List.of(OTHER_CAT, CAT)))
                .containsEntry(CAT, "cat-11111111")
                .containsEntry(OTHER_CAT, "cat-22222222");
    }

    private static ImageFile image(String path, String digits) {
        return new ImageFile(Path.of(path), digits.repeat(32));
    }
}
