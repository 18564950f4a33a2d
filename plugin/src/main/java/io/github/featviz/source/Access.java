package io.github.featviz.source;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the web may be used.
 *
 * @param offline whether it may not be used at all
 * @param proxy the proxy; null: none
 * @param mostBytes largest file that is downloaded
 * @param timeout longest wait for a connection, an answer, or the next bytes
 * @param attempts how often a download is tried when the server or the network fails
 * @param pause wait before the second attempt; each further one is twice as long
 * @param modelZoo where DJL's model zoo is, ending in a slash
 */
public record Access(
        boolean offline,
        @Nullable Proxy proxy,
        long mostBytes,
        Duration timeout,
        int attempts,
        Duration pause,
        URI modelZoo) {

    /** Where DJL's model zoo is if nobody says otherwise. */
    public static final URI MODEL_ZOO = URI.create("https://mlrepo.djl.ai/");

    private static final long USUAL_MOST_BYTES = 8L << 30;

    /** What suits most: 8 GiB, half a minute of patience, four attempts. */
    public static Access usual(boolean offline, @Nullable Proxy proxy) {
        return new Access(
                offline, proxy, USUAL_MOST_BYTES, Duration.ofSeconds(30), 4, Duration.ofSeconds(1), MODEL_ZOO);
    }

    /** The same with another model zoo. */
    public Access withModelZoo(URI address) {
        URI folder = address.toString().endsWith("/") ? address : URI.create(address + "/");
        return new Access(offline, proxy, mostBytes, timeout, attempts, pause, folder);
    }

    /** The same with another limit. */
    public Access withMostBytes(long bytes) {
        return new Access(offline, proxy, bytes, timeout, attempts, pause, modelZoo);
    }
}
