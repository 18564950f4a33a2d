package io.github.featviz.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests over HTTP, through the proxy where there is one. Redirects are followed, but never from https to http. */
final class Web {

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Access access;

    /** Made when something is asked for: most builds ask for nothing. */
    private @Nullable HttpClient client;

    Web(Access access) {
        this.access = access;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private HttpClient newClient() {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(access.timeout()).followRedirects(HttpClient.Redirect.NEVER);
        if (access.proxy() != null) {
            builder.proxy(new Selector(access.proxy()));
            if (access.proxy().user() != null) {
                builder.authenticator(new Credentials(access.proxy()));
            }
        }
        return builder.build();
    }

    /**
     * The answer to a request, with status 200, 206 or 416.
     *
     * @throws SourceException when the server refuses, so that asking again is no use
     * @throws IOException when asking again may help
     */
    HttpResponse<InputStream> get(URI address, Map<String, String> headers) throws IOException {
        URI target = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(target, headers);
            if (!REDIRECTS.contains(response.statusCode())) {
                return accepted(response, address);
            }
            response.body().close();
            target = next(address, target, response);
        }
        throw new SourceException(
                address + " leads in a circle: more than " + MOST_REDIRECTS + " redirects",
                "an address that leads to the file",
                "open it in a browser and write the address that it ends at");
    }

    private HttpResponse<InputStream> send(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(access.timeout())
                .header("User-Agent", "featviz")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        try {
            return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(
                    "The download of " + address + " was interrupted", "to be left alone", "run again", e);
        }
    }

    private static URI next(URI address, URI from, HttpResponse<InputStream> response) throws IOException {
        String location = response.headers().firstValue("Location").orElse("");
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw misled(address, "to '" + location + "', which is no address", e);
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (location.isEmpty() || target.getHost() == null || !scheme.matches("https?")) {
            throw misled(address, "to '" + location + "', which is no web address", null);
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && scheme.equals("http")) {
            throw misled(address, "from https to http, where anybody may change the file on its way", null);
        }
        return target;
    }

    private static SourceException misled(URI address, String where, @Nullable Throwable e) {
        return new SourceException(
                address + " redirects " + where,
                "a redirect to an https address",
                "write the address of the file itself",
                e);
    }

    private HttpResponse<InputStream> accepted(HttpResponse<InputStream> response, URI address) throws IOException {
        int status = response.statusCode();
        if (status == 200 || status == 206 || status == 416) {
            return response;
        }
        response.body().close();
        if (status >= 500 || PASSING.contains(status)) {
            throw new IOException("the server answers with status " + status);
        }
        if (status == 407) {
            throw new SourceException(
                    "The " + access.proxy() + " wants a user name and a password, or refuses those it was given",
                    "credentials in the proxy of Maven's settings.xml",
                    "correct them; for https addresses Java also needs MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=");
        }
        if (status == 404 || status == 410) {
            throw new MissingFileException(address, status);
        }
        throw new SourceException(
                address + " is refused (the server answers with status " + status + ")",
                "a file that everybody may download",
                "download the file yourself and name it under 'file'");
    }

    /** Sends everything through the proxy that is not excepted from it. */
    private static final class Selector extends ProxySelector {

        private final Proxy proxy;

        Selector(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<java.net.Proxy> select(URI address) {
            return List.of(
                    proxy.serves(String.valueOf(address.getHost()))
                            ? new java.net.Proxy(
                                    java.net.Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()))
                            : java.net.Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxyAddress, IOException e) {
            // The request fails with the same exception.
        }
    }

    /** Tells the password to the proxy and to nobody else. */
    private static final class Credentials extends Authenticator {

        private final Proxy proxy;

        Credentials(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY && proxy.user() != null
                    ? new PasswordAuthentication(
                            proxy.user(), (proxy.password() == null ? "" : proxy.password()).toCharArray())
                    : null;
        }
    }
}
