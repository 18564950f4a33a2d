package io.github.featviz.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names and order of all layers of real archives, against what PyTorch lists. */
class ConformanceNamesTest {

    @Test
    void every_layer_of_every_archive_is_found_in_call_order() throws IOException {
        Path folder = Path.of(System.getProperty("featviz.conformance", "../../shared/conformance"));
        assumeTrue(Files.isDirectory(folder), "skipped: ../shared/conformance is not beside this checkout");
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path archive : files.filter(file -> file.toString().endsWith(".pt"))
                    .sorted()
                    .toList()) {
                wrong.addAll(differences(archive));
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static List<String> differences(Path archive) throws IOException {
        String name = String.valueOf(archive.getFileName()).replace(".pt", "");
        JsonNode told = new ObjectMapper()
                .readTree(archive.resolveSibling(name + ".json").toFile());
        List<String> expected = new ArrayList<>();
        told.get("layers").forEach(layer -> expected.add(layer.get("name").asText()));
        List<CallSite> sites = TorchScriptArchive.read(archive).callSites();
        List<String> found = sites.stream()
                .filter(site -> site.module() && site.tappable())
                .map(CallSite::name)
                .toList();
        List<String> names = sites.stream().map(CallSite::name).toList();
        List<String> nodes = new ArrayList<>();
        told.get("nodes").forEach(node -> nodes.add(node.get("name").asText()));
        List<String> missingNodes =
                nodes.stream().filter(node -> !names.contains(node)).toList();
        System.out.printf(
                "%-28s layers %3d / %3d   nodes %3d / %3d %s%n",
                name,
                expected.stream().filter(found::contains).count(),
                expected.size(),
                nodes.size() - missingNodes.size(),
                nodes.size(),
                Stream.concat(
                                expected.stream()
                                        .filter(layer -> !found.contains(layer))
                                        .limit(4),
                                missingNodes.stream().limit(4))
                        .toList());
        List<String> present = found.stream().filter(expected::contains).toList();
        return present.equals(expected)
                ? List.of()
                : List.of(name + ": missing "
                        + expected.stream()
                                .filter(layer -> !found.contains(layer))
                                .limit(5)
                                .toList());
    }
}
