package io.github.featviz.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves a folder on the loopback interface; pages that are open in a browser load again when {@link #reload()} says so.
 *
 * <p>Nothing outside the folder is given, and nothing but GET and HEAD is taken.
 */
public final class SiteServer implements AutoCloseable {

    private static final String OURS = "/.featviz/";

    /** The pages' own policy allows scripts and requests of their own address only, so both come from there. */
    private static final String SCRIPT = String.join(
            "\n",
            "(function () {",
            "  var seen = null;",
            "  setInterval(function () {",
            "    fetch('" + OURS
                    + "version').then(function (answer) { return answer.text(); }).then(function (version) {",
            "      if (seen !== null && seen !== version) { location.reload(); }",
            "      seen = version;",
            "    }).catch(function () {});",
            "  }, 1000);",
            "})();",
            "");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "csv", "text/csv; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "xml", "application/xml");

    private static final Pattern SQUEEZABLE = Pattern.compile("text/|application/(json|xml)|image/svg");

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong version = new AtomicLong();

    private SiteServer(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param folder may come into being later, and be exchanged as a whole
     * @param port 0: any that is free
     * @throws IOException when the port is taken
     */
    public static SiteServer start(Path folder, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        SiteServer site = new SiteServer(folder.toAbsolutePath().normalize(), http);
        http.createContext("/", exchange -> {
            try (exchange) {
                site.answer(exchange);
            }
        });
        http.setExecutor(site.threads);
        http.start();
        return site;
    }

    /** Its address. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        return URI.create("http://localhost:" + bound.getPort() + "/");
    }

    /** Has open pages load again. */
    public void reload() {
        version.incrementAndGet();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            send(exchange, 405, "text/plain; charset=utf-8", "only GET and HEAD are taken".getBytes(UTF_8));
        } else if (path.equals(OURS + "version")) {
            send(exchange, 200, "text/plain; charset=utf-8", version.toString().getBytes(UTF_8));
        } else if (path.equals(OURS + "reload.js")) {
            send(exchange, 200, "text/javascript; charset=utf-8", SCRIPT.getBytes(UTF_8));
        } else {
            file(exchange, path);
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        Path file = inside(path);
        if (file != null && Files.isDirectory(file)) {
            if (!path.endsWith("/")) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getRawPath() + "/");
                exchange.sendResponseHeaders(301, -1);
                return;
            }
            file = file.resolve("index.html");
        }
        if (file != null && Files.isRegularFile(file)) {
            send(exchange, 200, type(file), content(file));
            return;
        }
        Path missing = folder.resolve("404.html");
        byte[] text = Files.isRegularFile(missing)
                ? content(missing)
                : withScript("<!doctype html><title>featviz</title><p>Nothing is there yet.")
                        .getBytes(UTF_8);
        send(exchange, 404, "text/html; charset=utf-8", text);
    }

    /** The file that an address stands for; null: none, or one outside the folder. */
    private @Nullable Path inside(String path) {
        try {
            Path file = folder.resolve(path.substring(1)).normalize();
            return file.startsWith(folder) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return file.toString().endsWith(".html")
                ? withScript(new String(bytes, UTF_8)).getBytes(UTF_8)
                : bytes;
    }

    private static String withScript(String html) {
        String script = "<script src=\"" + OURS + "reload.js\" defer></script>";
        int head = html.indexOf("</head>");
        return head < 0 ? html + script : html.substring(0, head) + script + html.substring(head);
    }

    private static String type(Path file) {
        String name = file.toString();
        String known = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        String guessed = known == null ? URLConnection.guessContentTypeFromName(name) : known;
        return guessed == null ? "application/octet-stream" : guessed;
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        byte[] body = content;
        if (SQUEEZABLE.matcher(type).lookingAt() && takesGzip(exchange)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            body = squeezed(content);
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** As web servers do: a page of hundreds of filters has a tenth of its size then. */
    private static boolean takesGzip(HttpExchange exchange) {
        String taken = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return taken != null && taken.contains("gzip");
    }

    private static byte[] squeezed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
