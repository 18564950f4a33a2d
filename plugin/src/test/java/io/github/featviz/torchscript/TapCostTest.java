package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tap computes what lies before it and nothing else: seen from the calls in the methods that are added for it. */
class TapCostTest {

    private static final Path NETWORK = Path.of("../../shared/models/inception_v3_trunk_traced.pt");
    private static final Pattern ADDED =
            Pattern.compile("^  def featviz_tap_\\w+\\(.*?(?=^  def |^class |\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\)\\.(?:forward\\w*|featviz_tap_\\w+)\\(");
    private static final Pattern OPERATION = Pattern.compile("\\b(?:torch|ops)\\.[\\w.]+\\(");

    @TempDir
    private Path folder;

    @BeforeEach
    void the_network_is_there() {
        assumeTrue(Files.isRegularFile(NETWORK), "skipped: ../shared/models is not beside this checkout");
    }

    @Test
    void the_earliest_convolution_costs_the_way_to_it_and_itself() throws IOException {
        TorchScriptArchive archive = TorchScriptArchive.read(NETWORK);
        String earliest = archive.callSites().stream()
                .filter(site -> site.type().equals("Conv2d"))
                .findFirst()
                .orElseThrow()
                .name();

        String added = added(archive, earliest);

        assertThat(count(CALL, added)).isEqualTo(earliest.split("\\.", -1).length);
        assertThat(count(OPERATION, added)).isZero();
    }

    @Test
    void a_late_block_costs_the_blocks_before_it_and_none_behind() throws IOException {
        TorchScriptArchive archive = TorchScriptArchive.read(NETWORK);
        List<String> blocks = archive.callSites().stream()
                .filter(site -> site.module() && !site.name().contains("."))
                .map(CallSite::name)
                .toList();

        int before = blocks.indexOf("Mixed_6e");

        assertThat(before).isPositive();
        assertThat(count(CALL, added(archive, "Mixed_6e"))).isEqualTo(before + 1);
    }

    private String added(TorchScriptArchive archive, String layer) throws IOException {
        Path copy = folder.resolve("tapped.pt");
        archive.writeTapped(copy, List.of(layer));
        ArchiveEntries written = ArchiveEntries.read(copy);
        StringBuilder added = new StringBuilder();
        for (String file : written.codeFiles()) {
            ADDED.matcher(String.valueOf(written.text(file))).results().forEach(method -> added.append(method.group()));
        }
        return added.toString();
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }
}
