package io.github.featviz.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.network.SmallNetworks;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.MismatchException;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Verification;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that carry what PyTorch computed. */
class SelfCheckTest {

    /** Not the archive's own: what the user overrides it with must not fail the check. */
    private static final InputFormat OVERRIDDEN = new InputFormat(24, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @TempDir
    Path folder;

    @Test
    void a_network_that_computes_what_pytorch_did_passes_whatever_its_input_is_overridden_with() throws IOException {
        Verification verification = verify(SmallNetworks.archive("checked"));

        assertThat(verification.layers()).isEqualTo(3);
        assertThat(verification.largestDifference()).isLessThan(1e-4);
    }

    @Test
    void numbers_taken_in_training_mode_fail_at_the_first_layer_that_differs() {
        assertThatThrownBy(() -> verify(SmallNetworks.archive("checked_training")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("at layer norm, the")
                .hasMessageContaining("model.eval()");
    }

    @Test
    void another_normalisation_another_shape_and_a_layer_that_is_not_there_are_told() throws IOException {
        assertThatThrownBy(() -> verify(changed(note -> note.replace("[0.5, 0.4, 0.3]", "[0.5, 0.4, 0.2]"))))
                .hasMessageContaining("at layer conv")
                .hasMessageContaining("mean and std");
        assertThatThrownBy(() -> verify(changed(note -> note.replace("[1, 5]", "[1, 6]"))))
                .hasMessageContaining("at layer fc, the shape is [1, 5], expected [1, 6]");
        assertThatThrownBy(() -> verify(changed(note -> note.replace("\"norm\"", "\"nrom\""))))
                .hasMessageContaining("nrom")
                .hasMessageContaining("featviz:layers");
    }

    private Path changed(UnaryOperator<String> change) throws IOException {
        Path copy = folder.resolve("changed.pt");
        try (ZipFile zip = new ZipFile(SmallNetworks.archive("checked").toFile());
                OutputStream out = Files.newOutputStream(copy);
                ZipOutputStream target = new ZipOutputStream(out)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(
                        entry.getName().endsWith("featviz.json")
                                ? change.apply(new String(content, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
        return copy;
    }

    private Verification verify(Path archive) throws IOException {
        try (EngineBench bench = new EngineBench(new NetworkFile(archive, "00", OVERRIDDEN), WorkerMain::open)) {
            bench.prepare(new Outlook(List.of(), 0, 2));
            return Store.open(folder.resolve("store-" + System.nanoTime()))
                    .put("0123456789abcdef", bench.perform(new Work.Verify(), (step, of, units) -> {}))
                    .read(Verification.class);
        }
    }
}
