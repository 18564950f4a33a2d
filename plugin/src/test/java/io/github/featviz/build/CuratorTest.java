package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.plan.ImageFile;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuratorTest {

    @ParameterizedTest
    @CsvSource({"probes/Kätzchen am Abend.1.jpg, Kätzchen am Abend.1", "日本.png, 日本", "cat, cat"})
    void aPhotographWithoutTitleIsCalledAsItsFile(Path file, String title) {
        assertThat(Curator.nameOf(new ImageFile(file, "00"))).isEqualTo(title);
    }
}
