package io.github.featviz.maven;

import io.github.featviz.spec.Fault;
import io.github.featviz.spec.NetworkSource;
import io.github.featviz.spec.SpecException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network as parameters name it; a spec can say more.
 *
 * @param network path or address; null: not given
 * @param sha256 digest of what the address leads to; null: not given
 * @param architecture what the network's file is the state dict of; null: it is a whole network
 */
record NetworkParameters(@Nullable String network, @Nullable String sha256, @Nullable String architecture) {

    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|file|djl)://?.*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /**
     * Where the network comes from.
     *
     * @param folder paths are resolved against it
     * @return null: no parameter names one
     * @throws SpecException when the parameters do not fit together
     */
    @Nullable
    NetworkSource source(Path folder) throws SpecException {
        if (network == null) {
            if (sha256 != null || architecture != null) {
                throw fault(
                        (sha256 != null ? "featviz.networkSha256" : "featviz.architecture")
                                + " is given without featviz.network",
                        "the network, or the weights of the architecture",
                        "add -Dfeatviz.network=…, or write both into featviz.yml");
            }
            return null;
        }
        NetworkSource file = isAddress(network) ? address(network) : onDisk(folder.resolve(network));
        return architecture == null ? file : new NetworkSource.Weights(architecture, file);
    }

    /** The file that is named, which need not be there; empty where none is, or an address. */
    Optional<Path> file(Path folder) {
        return network == null || isAddress(network) ? Optional.empty() : Optional.of(folder.resolve(network));
    }

    /** Whether a network is written as an address rather than as a path. */
    static boolean isAddress(String network) {
        return ADDRESS.matcher(network).matches();
    }

    private NetworkSource onDisk(Path file) throws SpecException {
        if (sha256 != null) {
            throw fault(
                    "featviz.networkSha256 is given for a file",
                    "an address in featviz.network",
                    "leave it out, or give an address such as https://example.org/my.pt");
        }
        return new NetworkSource.OnDisk(file);
    }

    private NetworkSource address(String written) throws SpecException {
        URI address;
        try {
            address = URI.create(written);
        } catch (IllegalArgumentException e) {
            throw fault(
                    "featviz.network is " + written + ", which is no address",
                    "a path, or an address such as https://example.org/my.pt",
                    "correct it");
        }
        if (address.getRawUserInfo() != null) {
            throw fault(
                    "featviz.network holds a user name or a password, which the gallery would publish",
                    "an address without them",
                    "delete everything between // and @");
        }
        if ("djl".equalsIgnoreCase(address.getScheme())) {
            return modelZoo(address);
        }
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw fault(
                    sha256 == null
                            ? "featviz.network is an address without a digest"
                            : "featviz.networkSha256 is " + sha256,
                    "64 hexadecimal digits in featviz.networkSha256",
                    "give what `sha256sum` prints for the file");
        }
        return new NetworkSource.Download(address, sha256.toLowerCase(Locale.ROOT));
    }

    private NetworkSource modelZoo(URI address) throws SpecException {
        if (address.getAuthority() == null || !address.getPath().matches("(/[A-Za-z0-9._-]+){1,3}")) {
            throw fault(
                    "featviz.network is " + address + ", which is no address of DJL's model zoo",
                    "djl://group/artifact, or djl://group/artifact/version/name",
                    "write it like djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18");
        }
        return new NetworkSource.ModelZoo(address);
    }

    private static SpecException fault(String what, String expected, String mend) {
        return new SpecException(List.of(new Fault(null, what, expected, mend)));
    }
}
