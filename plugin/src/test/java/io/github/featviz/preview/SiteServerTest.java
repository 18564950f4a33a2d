package io.github.featviz.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path around;

    private Path folder;
    private SiteServer site;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(around.resolve("site"));
        Files.writeString(around.resolve("secret.txt"), "secret");
        Files.createDirectories(folder.resolve("units/a.b/1"));
        Files.writeString(folder.resolve("index.html"), "<html><head><title>Hi</title></head></html>");
        Files.writeString(folder.resolve("units/a.b/1/index.html"), "<html><head></head>One</html>");
        Files.writeString(folder.resolve("style.css"), "p {}");
        site = SiteServer.start(folder, 0);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void pages_carry_a_script_of_the_same_address_that_loads_them_again() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("<script src=\"/.featviz/reload.js\" defer></script></head>");
        assertThat(get("/.featviz/reload.js").body()).contains("location.reload()");
    }

    @Test
    void text_is_squeezed_for_those_who_take_it() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(site.address().resolve("/style.css"))
                .header("Accept-Encoding", "gzip, br")
                .build();

        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(answer.body())).hasContent("p {}");
        assertThat(get("/style.css").headers().firstValue("content-encoding")).isEmpty();
    }

    @Test
    void open_pages_learn_that_something_changed() throws Exception {
        String before = get("/.featviz/version").body();

        site.reload();

        assertThat(get("/.featviz/version").body()).isNotEqualTo(before);
    }

    @Test
    void a_folder_is_its_index_behind_a_slash() throws Exception {
        HttpResponse<String> moved = get("/units/a.b/1");

        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("location")).hasValue("/units/a.b/1/");
        assertThat(get("/units/a.b/1/").body()).contains("One");
        assertThat(get("/style.css").headers().firstValue("content-type")).hasValue("text/css; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/../secret.txt", "/%2e%2e/secret.txt", "/units/..%2f..%2f..%2fsecret.txt", "/nothing", "/a%00b"
            })
    void what_is_not_in_the_folder_is_not_given(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isIn(404, 400);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void nothing_is_taken_but_questions() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(site.address())
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create(site.address().toString().replaceFirst("/$", "") + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
