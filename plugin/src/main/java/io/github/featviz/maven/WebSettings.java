package io.github.featviz.maven;

import io.github.featviz.source.Access;
import io.github.featviz.source.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * How Maven's settings allow the web to be used.
 *
 * @param settings with proxies
 * @param decrypter reads encrypted passwords
 */
record WebSettings(Settings settings, SettingsDecrypter decrypter) {

    private static final long GIGABYTE = 1L << 30;

    /**
     * The settings as downloads need them.
     *
     * @param maxGigabytes largest download
     * @param modelZoo address of DJL's model zoo; null: the usual one
     */
    Access access(int maxGigabytes, @Nullable String modelZoo) {
        Access access = Access.usual(settings.isOffline(), proxy()).withMostBytes(maxGigabytes * GIGABYTE);
        return modelZoo == null ? access : access.withModelZoo(URI.create(modelZoo));
    }

    private @Nullable Proxy proxy() {
        org.apache.maven.settings.Proxy active = settings.getActiveProxy();
        if (active == null) {
            return null;
        }
        org.apache.maven.settings.Proxy proxy =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(active)).getProxy();
        return new Proxy(
                proxy.getHost(),
                proxy.getPort(),
                proxy.getUsername(),
                proxy.getPassword(),
                directHosts(proxy.getNonProxyHosts()));
    }

    private static List<String> directHosts(@Nullable String patterns) {
        return patterns == null
                ? List.of()
                : Arrays.stream(patterns.split("[|,]", -1))
                        .filter(pattern -> !pattern.isBlank())
                        .toList();
    }
}
