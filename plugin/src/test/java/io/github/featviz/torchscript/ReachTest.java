package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receptive fields, among them those that Araujo, Norris and Sim give for known networks. */
class ReachTest {

    private static final Path FOLDER = Path.of("../../shared/conformance");

    @ParameterizedTest
    @CsvSource({
        "resnet18_traced, conv1, 7, 2",
        "resnet18_traced, layer4.1.conv2, 435, 32",
        "resnet18_scripted, layer4.1.conv2, 435, 32",
        "inception_v3_traced, Mixed_7c, 1311, 32",
        "inception_v3_scripted, Mixed_7c, 1311, 32",
        "mobilenet_v2_scripted, features.18.0, 491, 32",
        "densenet121_scripted, features.denseblock4, 2071, 32",
        "densenet121_traced, features.denseblock4, 2071, 32"
    })
    void a_window_grows_along_the_longest_way(String archive, String layer, long size, long stride) throws IOException {
        assertThat(reach(archive, layer)).isInstanceOfSatisfying(Reach.Window.class, window -> {
            assertThat(List.of(window.y().size(), window.x().size())).containsOnly(size);
            assertThat(List.of(window.y().stride(), window.x().stride())).containsOnly(stride);
        });
    }

    @ParameterizedTest
    @CsvSource({"resnet18_traced, avgpool", "resnet18_scripted, fc", "efficientnet_b0_traced, features.1.0.block.1"})
    void pooling_over_all_positions_reaches_the_whole_image(String archive, String layer) throws IOException {
        assertThat(reach(archive, layer)).isEqualTo(new Reach.Whole());
    }

    @Test
    void padding_keeps_the_first_window_at_the_first_pixel() {
        Reach.Axis axis = new Reach.Axis(1, 1, 0);

        assertThat(axis.through(3, 1, 1, 1)).isEqualTo(new Reach.Axis(3, 1, 0));
        assertThat(axis.through(3, 2, 0, 1)).isEqualTo(new Reach.Axis(3, 2, 1));
        assertThat(axis.through(3, 2, 0, 1).through(3, 1, 2, 2)).isEqualTo(new Reach.Axis(11, 2, 1));
    }

    @Test
    void ways_of_different_reach_give_the_window_around_both() {
        Reach.Axis narrow = new Reach.Axis(3, 2, 0);
        Reach.Axis wide = new Reach.Axis(7, 2, 3);

        assertThat(Reach.of(List.of(new Reach.Window(narrow, narrow), new Reach.Fixed(), new Reach.Window(wide, wide))))
                .isEqualTo(new Reach.Window(new Reach.Axis(8, 2, 2.5), new Reach.Axis(8, 2, 2.5)));
        assertThat(Reach.of(List.of(Reach.image(), new Reach.Window(narrow, narrow))))
                .isEqualTo(new Reach.Unknown());
        assertThat(Reach.of(List.of(Reach.image(), new Reach.Whole()))).isEqualTo(new Reach.Whole());
    }

    private static Reach reach(String archive, String layer) throws IOException {
        Path file = FOLDER.resolve(archive + ".pt");
        assumeTrue(Files.exists(file), "skipped: no ../shared/conformance beside this checkout");
        return TorchScriptArchive.read(file).callSites().stream()
                .filter(site -> site.name().equals(layer))
                .findFirst()
                .orElseThrow()
                .reach();
    }
}
