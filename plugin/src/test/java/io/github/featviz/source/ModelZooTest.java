package io.github.featviz.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.featviz.spec.NetworkSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ModelZooTest {

    static final String PLACE = "/model/cv/image_classification/ai/djl/pytorch/resnet/";
    static final byte[] SMALL = "eighteen layers".getBytes(StandardCharsets.UTF_8);
    static final byte[] LARGE = "fifty layers".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    FileServer server;

    @BeforeEach
    void makeZoo() throws Exception {
        server = new FileServer();
        byte[] zip = SourcesTest.zip("traced_resnet50/traced_resnet50.pt", LARGE);
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gz)) {
            out.write(SMALL);
        }
        server.put(PLACE + "0.0.1/traced_resnet18.pt.gz", gz.toByteArray());
        server.put(PLACE + "0.0.2/traced_resnet50.zip", zip);
        put(
                """
                {"metadataVersion": "0.2", "groupId": "ai.djl.pytorch", "artifactId": "resnet", "artifacts": [
                  {"version": "0.0.1", "name": "traced_resnet18", "properties": {"layers": "18"}, "arguments": {"width": 224},
                   "files": {
                     "synset": {"uri": "https://example.org/synset.txt", "sha1Hash": "00", "size": 3},
                     "parameters": {"uri": "0.0.1/traced_resnet18.pt.gz", "sha1Hash": "%s", "size": %d}}},
                  {"version": "0.0.2", "name": "traced_resnet50", "properties": {"layers": "50"},
                   "files": {"model": {"uri": "0.0.2/traced_resnet50.zip", "name": "", "sha1Hash": "%s", "size": %d}}},
                  {"version": "0.0.1", "name": "broken",
                   "files": {"model": {"uri": "0.0.1/traced_resnet18.pt.gz", "sha1Hash": "%s", "size": 7}}},
                  {"version": "0.0.1", "name": "params", "files": {"parameters": {"uri": "0.0.1/x.params"}}}]}
                """
                        .formatted(sha1(gz.toByteArray()), gz.size(), sha1(zip), zip.length, sha1(gz.toByteArray())));
    }

    void put(String metadata) {
        server.put(PLACE + "metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
    }

    String sha1(byte[] bytes) throws IOException {
        return Digest.sha1("").actual(Files.write(folder.resolve("digested"), bytes));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Fetched fetch(String address) throws IOException {
        return fetch(address, false);
    }

    Fetched fetch(String address, boolean offline) throws IOException {
        Access access = new Access(
                offline, null, 1 << 20, Duration.ofSeconds(20), 2, Duration.ofMillis(1), server.address("/"));
        return new Sources(folder.resolve("networks"), access, SourcesTest.NO_ARTIFACTS, SourceListener.silent())
                .file(new NetworkSource.ModelZoo(URI.create(address)));
    }

    SourceException refused(String address) {
        return catchThrowableOfType(SourceException.class, () -> fetch(address));
    }

    @Test
    void theNamedVariantIsUnpackedFromItsGz() throws Exception {
        Fetched fetched = fetch("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18");
        assertThat(fetched.path()).hasBinaryContent(SMALL);
        assertThat(fetched.label()).isEqualTo("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18");
    }

    @Test
    void withoutAVersionTheHighestIsUnpackedFromItsZip() throws Exception {
        assertThat(fetch("djl://ai.djl.pytorch/resnet").path()).hasBinaryContent(LARGE);
        assertThat(fetch("djl://ai.djl.pytorch/resnet?layers=18").path()).hasBinaryContent(SMALL);
    }

    @Test
    void whatWasFetchedOnceIsThereOffline() throws Exception {
        Fetched online = fetch("djl://ai.djl.pytorch/resnet");
        int requests = server.requests.size();
        assertThat(fetch("djl://ai.djl.pytorch/resnet", true)).isEqualTo(online);
        assertThat(server.requests).hasSize(requests);
    }

    @Test
    void whatTheZooDoesNotHaveIsNamed() {
        assertThat(refused("djl://ai.djl.pytorch/resnet/0.0.9").expected()).contains("0.0.1/traced_resnet18");
        assertThat(refused("djl://ai.djl.pytorch/nonet").what()).contains("not in the model zoo");
        assertThat(refused("djl://ai.djl.pytorch/resnet/0.0.1/params").what()).contains("no TorchScript file");
        assertThat(refused("djl://ai.djl.pytorch/resnet/0.0.1/broken").expected())
                .contains("7 bytes");
    }

    @Test
    void aListThatIsNoneIsRefused() {
        put("<html>");
        assertThat(refused("djl://ai.djl.pytorch/resnet").what()).contains("is no list of networks");
    }
}
