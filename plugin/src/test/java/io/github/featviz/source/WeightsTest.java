package io.github.featviz.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.featviz.architecture.Architectures;
import io.github.featviz.spec.NetworkSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class WeightsTest {

    @TempDir
    Path folder;

    Path weights;

    @BeforeEach
    void saveWeights() throws Exception {
        weights = folder.resolve("my.safetensors");
        save(Architectures.named("squeezenet1_1").shapes(5));
    }

    /** Zeros of these shapes, as safetensors writes them. */
    void save(Map<String, List<Long>> shapes) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
            long bytes = 4 * tensor.getValue().stream().reduce(1L, Math::multiplyExact);
            header.put(
                    tensor.getKey(),
                    Map.of("dtype", "F32", "shape", tensor.getValue(), "data_offsets", List.of(end, end + bytes)));
            end += bytes;
        }
        byte[] text = new JsonMapper().writeValueAsBytes(header);
        ByteBuffer file =
                ByteBuffer.allocate(Math.toIntExact(8 + text.length + end)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        Files.write(weights, file.array());
    }

    Fetched fetch(NetworkSource source) throws IOException {
        return new Sources(
                        folder.resolve("networks"),
                        Access.usual(true, null),
                        SourcesTest.NO_ARTIFACTS,
                        SourceListener.silent())
                .network(source);
    }

    Fetched fetch(String architecture) throws IOException {
        return fetch(new NetworkSource.Weights(architecture, new NetworkSource.OnDisk(weights)));
    }

    SourceException refused(NetworkSource source) {
        return catchThrowableOfType(SourceException.class, () -> fetch(source));
    }

    SourceException refused(String architecture) {
        return refused(new NetworkSource.Weights(architecture, new NetworkSource.OnDisk(weights)));
    }

    @Test
    void aTorchScriptArchiveIsWrittenOnce() throws Exception {
        Fetched first = fetch("squeezenet1_1");
        assertThat(first.label()).isEqualTo("squeezenet1_1, weights from my.safetensors");
        assertThat(first.sha256()).isEqualTo(Digest.of(first.path()));
        try (ZipFile zip = new ZipFile(first.path().toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).anyMatch(name -> name.contains("/code/"));
        }
        FileTime mark = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(first.path(), mark);
        assertThat(fetch("squeezenet1_1")).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.path())).isEqualTo(mark);
    }

    @Test
    void otherWeightsMakeAnotherArchive() throws Exception {
        Path first = fetch("squeezenet1_1").path();
        save(Architectures.named("squeezenet1_1").shapes(6));
        assertThat(fetch("squeezenet1_1").path()).isNotEqualTo(first);
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        assertThat(refused("squeezenet1_0").what()).contains("my.safetensors").contains("features.");
        assertThat(refused("sqeezenet1_1").what()).contains("squeezenet1_1");
        Files.writeString(weights, "no weights");
        assertThat(refused("squeezenet1_1").expected()).contains("state dict");
    }

    @Test
    void aStateDictInPlaceOfANetworkLeadsToItsArchitecture() {
        SourceException e = refused(new NetworkSource.OnDisk(weights));
        assertThat(e.what()).contains("my.safetensors is a state dict");
        assertThat(e.mend()).contains("architecture: squeezenet1_1");
    }

    @Test
    void aMissingFileAFolderAndASavedModelAreNamed() throws Exception {
        assertThat(refused(new NetworkSource.OnDisk(folder.resolve("no.pt"))).what())
                .contains("There is no file");
        assertThat(refused(new NetworkSource.OnDisk(folder)).what()).contains("is a folder");
        Files.createFile(folder.resolve("saved_model.pb"));
        assertThat(refused(new NetworkSource.OnDisk(folder)).mend()).contains("TensorFlow SavedModel");
    }
}
