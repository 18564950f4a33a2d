package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenParametersTest {

    private static final Path FOLDER = Path.of("eyes").toAbsolutePath();

    @Test
    void whatDecidesTheGalleryIsRepeatedInAFixedOrder() {
        Map<String, String> given = Map.of(
                "featviz.title", "My eyes",
                "featviz.spec", "galleries/late.yml",
                "featviz.redo", "conv:1",
                "featviz.workers", "2",
                "user.home", "/home/me");

        assertThat(new GivenParameters(given, FOLDER).repeated())
                .containsExactly(
                        Map.entry("featviz.spec", "galleries/late.yml"), Map.entry("featviz.title", "My eyes"));
    }

    @Test
    void whereResultsAreIsRepeatedIfThatIsInTheProjectAndNothingElseOfTheMachine() {
        Map<String, String> here = Map.of(
                "featviz.cache", FOLDER.resolve(".featviz").toString(),
                "featviz.modelZoo", "https://mirror.example.org/mlrepo/",
                "featviz.maxDownload", "20");
        Map<String, String> elsewhere =
                Map.of("featviz.cache", FOLDER.resolveSibling("cache").toString());

        assertThat(new GivenParameters(here, FOLDER).repeated())
                .containsExactly(Map.entry("featviz.cache", ".featviz"));
        assertThat(new GivenParameters(elsewhere, FOLDER).repeated()).isEmpty();
    }

    @Test
    void pathsAreToldFromTheProjectsFolder() {
        Map<String, String> given = Map.of(
                "featviz.network",
                FOLDER.resolveSibling("models/my.pt").toString(),
                "featviz.probes",
                FOLDER.resolve("cat.jpg") + ",dog.jpg");

        assertThat(new GivenParameters(given, FOLDER).repeated())
                .containsEntry("featviz.network", Path.of("../models/my.pt").toString())
                .containsEntry("featviz.probes", "cat.jpg,dog.jpg");
    }

    @Test
    void addressesStayAsTheyAre() {
        Map<String, String> given = Map.of("featviz.network", "djl://ai.djl.pytorch/resnet");

        assertThat(new GivenParameters(given, FOLDER).repeated())
                .containsEntry("featviz.network", "djl://ai.djl.pytorch/resnet");
    }
}
