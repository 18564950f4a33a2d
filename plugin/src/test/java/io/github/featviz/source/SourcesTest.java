package io.github.featviz.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.featviz.spec.NetworkSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class SourcesTest {

    static final Artifacts NO_ARTIFACTS = coordinates -> {
        throw new IOException("no repository has it");
    };

    @TempDir
    Path folder;

    FileServer server;
    byte[] network;
    String digest;

    @BeforeEach
    void serve() throws Exception {
        server = new FileServer();
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        network = noise;
        digest = digest(noise);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    String digest(byte[] bytes) throws IOException {
        return Digest.of(Files.write(folder.resolve("digested"), bytes));
    }

    Access access() {
        return new Access(
                false, null, 1 << 20, Duration.ofSeconds(20), 3, Duration.ofMillis(1), server.address("/zoo/"));
    }

    Sources sources(Access access) {
        return sources(access, NO_ARTIFACTS);
    }

    Sources sources(Access access, Artifacts artifacts) {
        return new Sources(folder.resolve("networks"), access, artifacts, SourceListener.silent());
    }

    Fetched download(Access access, URI address) throws IOException {
        return sources(access).file(new NetworkSource.Download(address, digest));
    }

    SourceException refused(Access access, URI address) {
        SourceException e = catchThrowableOfType(SourceException.class, () -> download(access, address));
        assertThat(e).as("a SourceException").isNotNull();
        return e;
    }

    List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("networks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDownloadIsKeptUnderItsDigestAndNotDoneAgain() throws Exception {
        URI address = server.put("/net.pt", network);
        Fetched first = download(access(), address);
        assertThat(first.path()).hasBinaryContent(network);
        assertThat(first.sha256()).isEqualTo(digest);
        assertThat(first.label()).isEqualTo(address.toString());
        assertThat(download(access(), address)).isEqualTo(first);
        assertThat(server.requests).hasSize(1);
        assertThat(kept()).containsExactly(digest);
    }

    @Test
    void aDamagedFileInTheCacheIsDownloadedAnew() throws Exception {
        URI address = server.put("/net.pt", network);
        Files.write(download(access(), address).path(), new byte[3]);
        assertThat(download(access(), address).path()).hasBinaryContent(network);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItEnded() throws Exception {
        server.breaks.set(1);
        URI address = server.put("/net.pt", network);
        assertThat(download(access(), address).path()).hasBinaryContent(network);
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1)).matches("/net.pt bytes=[1-9]\\d*-");
        assertThat(kept()).containsExactly(digest);
    }

    @Test
    void theNextBuildGoesOnWhereThisOneGaveUp() throws Exception {
        server.breaks.set(3);
        URI address = server.put("/net.pt", network);
        SourceException e = refused(access(), address);
        assertThat(e.what()).contains("3 attempts").contains(address.toString());
        assertThat(kept()).containsExactly(digest + ".part", digest + ".part.validator");
        assertThat(download(access(), address).path()).hasBinaryContent(network);
        assertThat(server.requests.get(3)).contains("bytes=");
    }

    @Test
    void aDownloadStartsAgainWhenTheServerHasAnotherFile() throws Exception {
        server.breaks.set(3);
        URI address = server.put("/net.pt", new byte[network.length]);
        refused(access(), address);
        server.tag = "\"two\"";
        server.put("/net.pt", network);
        assertThat(download(access(), address).path()).hasBinaryContent(network);
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        server.busy.set(2);
        assertThat(download(access(), server.put("/net.pt", network)).path()).hasBinaryContent(network);
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() throws Exception {
        server.stalls.set(1);
        Access impatient =
                new Access(false, null, 1 << 20, Duration.ofMillis(500), 3, Duration.ofMillis(1), Access.MODEL_ZOO);
        assertThat(download(impatient, server.put("/net.pt", network)).path()).hasBinaryContent(network);
    }

    @Test
    void anotherFileIsNamedByBothDigestsAndNotKept() throws Exception {
        byte[] other = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);
        SourceException e = refused(access(), server.put("/net.pt", other));
        assertThat(e.what()).contains(digest(other));
        assertThat(e.expected()).contains(digest);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aMissingFileIsAskedForOnce() {
        SourceException e = refused(access(), server.address("/nowhere.pt"));
        assertThat(e.what()).contains("/nowhere.pt does not exist").contains("404");
        assertThat(e.mend()).contains("address");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aFileLargerThanTheLimitIsRefusedBeforeOrWhileItComes() throws Exception {
        Access small = access().withMostBytes(100_000);
        URI address = server.put("/net.pt", network);
        assertThat(refused(small, address).what()).contains("too large: 300000 bytes");
        server.chunked = true;
        assertThat(refused(small, address).expected()).contains("100000 bytes");
        assertThat(kept()).isEmpty();
    }

    @Test
    void redirectsAreFollowedButNotInCircles() throws Exception {
        server.put("/net.pt", network);
        assertThat(download(access(), server.redirect("/latest", "/net.pt")).path())
                .hasBinaryContent(network);
        assertThat(refusedElsewhere(server.redirect("/circle", "/circle")).what())
                .contains("circle");
        assertThat(refusedElsewhere(server.redirect("/out", "ftp://example.org/x"))
                        .what())
                .contains("no web address");
    }

    SourceException refusedElsewhere(URI address) {
        return catchThrowableOfType(SourceException.class, () -> sources(access())
                .file(new NetworkSource.Download(address, "0".repeat(64))));
    }

    @Test
    void offlineOnlyTheCacheIsUsed() throws Exception {
        Access offline = Access.usual(true, null);
        URI address = server.put("/net.pt", network);
        SourceException e = refused(offline, address);
        assertThat(e.what()).contains("offline").contains(address.toString());
        assertThat(e.expected())
                .contains(folder.resolve("networks").resolve(digest).toString());
        Fetched online = download(access(), address);
        assertThat(download(offline, address)).isEqualTo(online);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void theProxyIsAskedUnlessTheHostIsExcepted() throws Exception {
        server.put("/net.pt", network);
        URI behind = URI.create("http://models.example.org/net.pt");
        Proxy proxy = new Proxy("127.0.0.1", server.port(), "me", "secret", List.of("127.*", "*.local"));
        Access access =
                new Access(false, proxy, 1 << 20, Duration.ofSeconds(20), 1, Duration.ofMillis(1), Access.MODEL_ZOO);
        assertThat(download(access, behind).path()).hasBinaryContent(network);
        assertThat(server.requests).containsExactly("http://models.example.org/net.pt");
        assertThat(proxy.serves("127.0.0.1")).isFalse();
        assertThat(proxy.serves("a.LOCAL")).isFalse();
        assertThat(proxy.serves("a.local.org")).isTrue();
        assertThat(proxy.toString()).doesNotContain("secret").doesNotContain("me@");
        assertThat(access.toString()).doesNotContain("secret");
    }

    @Test
    void buildsAtTheSameTimeDownloadOnce() throws Exception {
        URI address = server.put("/net.pt", network);
        List<CompletableFuture<Fetched>> builds = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return download(access(), address);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }))
                .limit(4)
                .toList();
        for (CompletableFuture<Fetched> build : builds) {
            assertThat(build.get().path()).hasBinaryContent(network);
        }
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aFileAddressIsCheckedAndUsedWhereItIs() throws Exception {
        Path file = Files.write(folder.resolve("net.pt"), network);
        assertThat(download(access(), file.toUri()).path()).isEqualTo(file);
        Files.write(file, new byte[1]);
        assertThat(refused(access(), file.toUri()).expected()).contains(digest);
    }

    @Test
    void anArtifactMayBeTheNetworkOrHoldIt() throws Exception {
        Path jar = Files.write(folder.resolve("net.jar"), zip("model/net.pt", network));
        Fetched fetched = sources(access(), coordinates -> jar).file(new NetworkSource.Artifact("a:b:1"));
        assertThat(fetched.path()).hasBinaryContent(network);
        assertThat(fetched.label()).isEqualTo("a:b:1");
        Path none = Files.write(folder.resolve("none.jar"), zip("readme.txt", network));
        assertThatThrownBy(() -> sources(access(), coordinates -> none).file(new NetworkSource.Artifact("a:b:1")))
                .hasMessageContaining("no .pt file");
        assertThatThrownBy(() -> sources(access()).file(new NetworkSource.Artifact("a:b:1")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("a:b:1 cannot be had: no repository has it");
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }
}
