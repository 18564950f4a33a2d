package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.featviz.spec.NetworkSource;
import io.github.featviz.spec.SpecException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class NetworkParametersTest {

    static final Path FOLDER = Path.of("project");
    static final String DIGEST = "0123456789abcdef".repeat(4);

    static NetworkSource source(String network, String sha256, String architecture) throws SpecException {
        return new NetworkParameters(network, sha256, architecture).source(FOLDER);
    }

    @Test
    void nothingGivenIsNoNetwork() throws Exception {
        assertThat(source(null, null, null)).isNull();
    }

    @Test
    void aPathIsFoundFromTheProject() throws Exception {
        NetworkSource file = new NetworkSource.OnDisk(FOLDER.resolve("model/net.pt"));
        assertThat(source("model/net.pt", null, null)).isEqualTo(file);
        assertThat(source("model/net.pt", null, "vgg11")).isEqualTo(new NetworkSource.Weights("vgg11", file));
    }

    @Test
    void onlyAPathIsAFile() {
        assertThat(new NetworkParameters("net.pt", null, null).file(FOLDER)).contains(FOLDER.resolve("net.pt"));
        assertThat(new NetworkParameters("djl://a/b", null, null).file(FOLDER)).isEmpty();
        assertThat(new NetworkParameters(null, null, null).file(FOLDER)).isEmpty();
    }

    @Test
    void anAddressNeedsItsDigest() throws Exception {
        assertThat(source("https://example.org/net.pt", DIGEST, null))
                .isEqualTo(new NetworkSource.Download(URI.create("https://example.org/net.pt"), DIGEST));
        assertThat(source("djl://ai.djl.pytorch/resnet", null, null))
                .isEqualTo(new NetworkSource.ModelZoo(URI.create("djl://ai.djl.pytorch/resnet")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.org/net.pt    |        |       | address without a digest",
                "https://example.org/net.pt    | abc    |       | featviz.networkSha256 is abc",
                "https://me:pw@example.org/n   | abc    |       | user name or a password",
                "https://example.org/a b       | abc    |       | no address",
                "djl://ai.djl.pytorch          |        |       | model zoo",
                "net.pt                        | abc    |       | given for a file",
                "                              | abc    |       | without featviz.network",
                "                              |        | vgg11 | featviz.architecture is given without",
            })
    void whatDoesNotFitTogetherIsNamed(String network, String sha256, String architecture, String what) {
        SpecException e = catchThrowableOfType(SpecException.class, () -> source(network, sha256, architecture));
        assertThat(e.faults()).hasSize(1);
        assertThat(e.faults().get(0).what()).contains(what);
    }
}
