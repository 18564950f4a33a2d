package io.github.featviz.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server with made files, which can fail as real ones do. */
final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Method, address and range of every request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Value of ETag; changing it is changing the file. */
    volatile String tag = "\"one\"";

    /** How many answers end in the middle. */
    final AtomicInteger breaks = new AtomicInteger();

    /** How many answers are 503. */
    final AtomicInteger busy = new AtomicInteger();

    /** How many answers stop coming without an end. */
    final AtomicInteger stalls = new AtomicInteger();

    /** Whether answers leave out their length. */
    volatile boolean chunked;

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI put(String path, byte[] content) {
        files.put(path, content);
        return address(path);
    }

    /** Answers requests for a path with a redirect. */
    URI redirect(String path, String target) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        return address(path);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
            byte[] content = files.get(exchange.getRequestURI().getPath());
            if (content == null || busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                exchange.sendResponseHeaders(content == null ? 404 : 503, -1);
                return;
            }
            boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
            int from = range == null || !same ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, chunked ? 0 : content.length - from);
            send(exchange.getResponseBody(), Arrays.copyOfRange(content, from, content.length));
        }
    }

    private void send(OutputStream out, byte[] content) throws IOException {
        boolean stall = stalls.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        boolean broken = !stall && breaks.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        out.write(content, 0, stall || broken ? content.length / 2 : content.length);
        out.flush();
        if (stall) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
