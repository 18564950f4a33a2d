package io.github.featviz.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class SourceReaderTest {

    static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    Path yaml;

    @BeforeEach
    void layOutFolder() throws Exception {
        yaml = folder.resolve("featviz.yml");
        Files.writeString(folder.resolve("net.pt"), "stand-in");
        Files.writeString(folder.resolve("vgg.pth"), "stand-in");
    }

    NetworkSource source(String network) throws Exception {
        write(network);
        return SpecReader.read(yaml).network().source().value();
    }

    List<Fault> faults(String network) throws Exception {
        write(network);
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> SpecReader.read(yaml));
        assertThat(thrown).as("a SpecException").isNotNull();
        return thrown.faults();
    }

    void write(String network) throws Exception {
        Files.writeString(
                yaml, "network: {" + network.replace("DIGEST", DIGEST) + "}\nspecs: [{layer: a, filters: [1]}]");
    }

    @Test
    void aFile() throws Exception {
        assertThat(source("file: net.pt")).isEqualTo(new NetworkSource.OnDisk(folder.resolve("net.pt")));
    }

    @Test
    void anAddressWithItsDigestInAnyCase() throws Exception {
        assertThat(source("url: 'https://example.org/net.pt', sha256: " + DIGEST.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(new NetworkSource.Download(URI.create("https://example.org/net.pt"), DIGEST));
        assertThat(source("url: 'file:///srv/net.pt', sha256: DIGEST"))
                .isEqualTo(new NetworkSource.Download(URI.create("file:///srv/net.pt"), DIGEST));
    }

    @Test
    void mavenCoordinates() throws Exception {
        assertThat(source("maven: 'com.acme:eyes:pt:1.0'"))
                .isEqualTo(new NetworkSource.Artifact("com.acme:eyes:pt:1.0"));
    }

    @Test
    void djlsModelZoo() throws Exception {
        String address = "djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18";
        assertThat(source("djl: '" + address + "'")).isEqualTo(new NetworkSource.ModelZoo(URI.create(address)));
    }

    @Test
    void anArchitectureWithWeightsFromAnywhere() throws Exception {
        assertThat(source("architecture: vgg16_bn, weights: vgg.pth"))
                .isEqualTo(new NetworkSource.Weights("vgg16_bn", new NetworkSource.OnDisk(folder.resolve("vgg.pth"))));
        assertThat(source("architecture: vgg16_bn, weights: {url: 'https://example.org/v.pth', sha256: DIGEST}"))
                .isEqualTo(new NetworkSource.Weights(
                        "vgg16_bn", new NetworkSource.Download(URI.create("https://example.org/v.pth"), DIGEST)));
    }

    @Test
    void aBlockWithOrWithoutParameters() throws Exception {
        assertThat(source("block-factory: com.acme.MyNet")).isEqualTo(new NetworkSource.Block("com.acme.MyNet", null));
        assertThat(source("block-factory: com.acme.MyNet, parameters: {maven: 'a:b:params:1'}"))
                .isEqualTo(new NetworkSource.Block("com.acme.MyNet", new NetworkSource.Artifact("a:b:params:1")));
    }

    @Test
    void theSourceStandsWhereItsKeyHasItsValue() throws Exception {
        write("file: net.pt");
        assertThat(SpecReader.read(yaml).network().source().mark()).hasToString(yaml + ":1:17");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file: net.pt, maven: 'a:b:1'                        | two sources, 'file' and 'maven'    | keep the one",
                "url: 'https://example.org/n.pt'                     | no 'sha256'                        | sha256sum",
                "url: 'https://example.org/n.pt', sha256: abc        | has 3 digits                       | sha256sum",
                "url: 'https://example.org/n.pt', sha256: md5        | 'sha256' is 'md5'                  | sha256sum",
                "url: net.pt, sha256: DIGEST                         | no address to download             | under 'file'",
                "url: 'ftp://example.org/n.pt', sha256: DIGEST       | no address to download             | whole address",
                "url: 'https://a:secret@example.org/n', sha256: DIGEST | user name or a password          | delete everything",
                "sha256: DIGEST                                      | 'sha256' belongs to 'url'          | add 'url'",
                "file: net.pt, sha256: DIGEST                        | 'sha256' belongs to 'url'          | delete 'sha256'",
                "maven: com.acme.eyes                                | no Maven coordinates               | com.acme:eyes:pt:1.0",
                "djl: 'djl://ai.djl.pytorch'                         | no address of DJL's model zoo      | djl://ai.djl",
                "architecture: vgg16_bn                              | no 'weights'                       | path",
                "architecture: vgg16_bn, weights: vg.pth             | 'vg.pth' does not exist            | vgg.pth",
                "architecture: vgg16_bn, weights: {}                 | does not say where                 | sha256",
                "architecture: vgg16_bn, weights: {fil: vgg.pth}     | unknown key 'fil'                  | 'file'",
                "architecture: vgg16_bn, weights: [vgg.pth]          | 'weights' is a list                | key",
                "architecture: vgg16_bn, weights: {file: vgg.pth, djl: 'djl://a/b'} | two sources         | keep the one",
                "weights: vgg.pth                                    | belongs to 'architecture'          | add",
                "block-factory: com.acme.My-Net                      | no name of a class                 | dots",
                "parameters: vgg.pth                                 | belongs to 'block-factory'         | add",
                "architectur: vgg16                                  | unknown key 'architectur'          | 'architecture'",
            })
    void faultsAreNamedWithAWayOut(String network, String what, String mend) throws Exception {
        assertThat(faults(network)).anySatisfy(fault -> {
            assertThat(fault.what()).contains(what);
            assertThat(fault.mend()).contains(mend);
            assertThat(fault.mark().line()).isEqualTo(1);
        });
    }
}
