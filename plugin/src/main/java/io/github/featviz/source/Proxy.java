package io.github.featviz.source;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between this machine and the web.
 *
 * @param host its name
 * @param port its port
 * @param user user name; null: none needed
 * @param password password; null: none needed. Never shown
 * @param directHosts hosts reached without it; {@code *} stands for any text
 */
public record Proxy(String host, int port, @Nullable String user, @Nullable String password, List<String> directHosts) {

    /** Keeps an unchangeable copy. */
    public Proxy {
        directHosts = List.copyOf(directHosts);
    }

    /** Whether requests to a host go through this proxy. */
    boolean serves(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return directHosts.stream()
                .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                .noneMatch(pattern -> name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }

    @Override
    public String toString() {
        return "proxy " + host + ":" + port;
    }
}
