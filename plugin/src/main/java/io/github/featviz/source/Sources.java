package io.github.featviz.source;

import io.github.featviz.architecture.Architecture;
import io.github.featviz.architecture.Architectures;
import io.github.featviz.architecture.UnfitWeightsException;
import io.github.featviz.architecture.UnknownArchitectureException;
import io.github.featviz.spec.NetworkSource;
import io.github.featviz.statedict.StateDict;
import io.github.featviz.statedict.StateDicts;
import io.github.featviz.statedict.UnusableStateDictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings networks and weights to this machine and keeps them: downloads under their digest, what is made of them under the digest
 * of all that decides it.
 */
public final class Sources {

    /** Counts up when archives of known architectures are written differently, so that those in caches are written anew. */
    private static final String REVISION = "1";

    private final Access access;
    private final Artifacts artifacts;
    private final SourceListener listener;
    private final NetworkCache cache;
    private final Downloader downloader;
    private final ModelZoo zoo;

    /**
     * Sources with a cache.
     *
     * @param folder the cache, created when first needed; builds may share it
     */
    public Sources(Path folder, Access access, Artifacts artifacts, SourceListener listener) {
        this.access = access;
        this.artifacts = artifacts;
        this.listener = listener;
        this.cache = new NetworkCache(folder);
        Web web = new Web(access);
        this.downloader = new Downloader(web, access, listener);
        this.zoo = new ModelZoo(web, access, cache);
    }

    /**
     * A network as a TorchScript archive.
     *
     * @throws SourceException when it cannot be had, or is no network but a state dict
     * @throws IOException when the disk fails
     */
    public Fetched network(NetworkSource source) throws IOException {
        if (source instanceof NetworkSource.Weights weights) {
            return written(weights);
        }
        Fetched file = file(source);
        Guess.requireNoStateDict(file.path(), file.label());
        return file;
    }

    /**
     * A file as it is: weights, parameters.
     *
     * @throws SourceException when it cannot be had
     * @throws IOException when the disk fails
     */
    public Fetched file(NetworkSource source) throws IOException {
        if (source instanceof NetworkSource.OnDisk file) {
            return fetched(present(file.path()), String.valueOf(file.path().getFileName()));
        }
        if (source instanceof NetworkSource.Download download) {
            return downloaded(download);
        }
        if (source instanceof NetworkSource.Artifact artifact) {
            return unpacked(resolved(artifact.coordinates()), artifact.coordinates());
        }
        if (source instanceof NetworkSource.ModelZoo address) {
            Path file = download(zoo.find(address.address()));
            return unpacked(file, address.address().toString());
        }
        throw new IllegalArgumentException("not a file: " + source);
    }

    private Fetched downloaded(NetworkSource.Download source) throws IOException {
        URI address = source.address();
        String label = address.toString();
        if (!"file".equalsIgnoreCase(address.getScheme())) {
            Path file = download(new WebFile(address, Digest.sha256(source.sha256()), -1));
            return new Fetched(file, source.sha256(), label);
        }
        Fetched file = fetched(present(onDisk(address)), label);
        if (!file.sha256().equals(source.sha256())) {
            throw new SourceException(
                    label + " is another file than the one that was asked for: its SHA-256 is " + file.sha256(),
                    "SHA-256 " + source.sha256(),
                    "find out which is right. If the file was replaced on purpose, write the new digest");
        }
        return file;
    }

    private static Path onDisk(URI address) throws SourceException {
        try {
            return Path.of(address);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    address + " names no file: " + e.getMessage(), "file:///folder/name", "correct the address", e);
        }
    }

    private static Path present(Path file) throws SourceException {
        if (Files.isRegularFile(file)) {
            return file;
        }
        throw new SourceException(
                Files.isDirectory(file) ? file + " is a folder" : "There is no file " + file,
                "a file",
                Files.exists(file.resolve("saved_model.pb"))
                        ? "this is a TensorFlow SavedModel; only PyTorch networks can be used: "
                                + "torch.jit.trace(model.eval(), x).save(\"my.pt\")"
                        : "correct the path");
    }

    private Path download(WebFile file) throws IOException {
        return cache.get(file.key(), path -> matches(file.digest(), path), part -> {
            if (access.offline()) {
                throw new SourceException(
                        "Maven is offline (-o), and " + file.address() + " is not in the cache",
                        "the file " + cache.file(file.key()),
                        "run once without -o, or put the file there yourself");
            }
            downloader.download(file, part);
        });
    }

    /** A file in the cache that is damaged is downloaded anew. */
    private static boolean matches(Digest digest, Path file) {
        try {
            return digest.matches(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path resolved(String coordinates) throws IOException {
        try {
            return artifacts.resolve(coordinates);
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(
                    coordinates + " cannot be had: " + e.getMessage(),
                    "an artifact in the project's repositories"
                            + (access.offline() ? ", or, with -o, in the local one" : ""),
                    "correct the coordinates (group:artifact:extension:version), or declare its repository in the pom",
                    e);
        }
    }

    private Fetched unpacked(Path file, String label) throws IOException {
        return fetched(new Unpacking(cache, access.mostBytes()).unpack(file, label), label);
    }

    private static Fetched fetched(Path file, String label) throws IOException {
        return new Fetched(file, Digest.of(file), label);
    }

    private Fetched written(NetworkSource.Weights source) throws IOException {
        Architecture architecture = architecture(source.architecture());
        Fetched weights = file(source.weights());
        String key = Digest.ofText(String.join("\n", "architecture", REVISION, architecture.name(), weights.sha256()));
        Path archive = cache.get(key, path -> true, part -> {
            listener.started("writing " + architecture.name() + " with weights from " + weights.label());
            write(architecture, weights, part);
            listener.finished("writing " + architecture.name());
        });
        return fetched(archive, architecture.name() + ", weights from " + weights.label());
    }

    private static Architecture architecture(String name) throws SourceException {
        try {
            return Architectures.named(name);
        } catch (UnknownArchitectureException e) {
            throw new SourceException(
                    String.valueOf(e.getMessage()),
                    "an architecture that featviz can write",
                    "correct the name; any other network: torch.jit.trace(model.eval(), x).save(\"my.pt\"), then file: my.pt",
                    e);
        }
    }

    private static void write(Architecture architecture, Fetched weights, Path target) throws IOException {
        try {
            StateDict read = StateDicts.read(weights.path());
            architecture.write(read, target);
        } catch (UnusableStateDictException e) {
            throw new SourceException(
                    String.valueOf(e.getMessage()),
                    "a state dict, as torch.save(model.state_dict(), \"my.pth\") or safetensors writes it",
                    "save it so, from " + architecture.name(),
                    e);
        } catch (UnfitWeightsException e) {
            throw new SourceException(
                    weights.label() + ": " + e.getMessage(),
                    "the tensors of torchvision's " + architecture.name(),
                    "name the architecture that the weights were trained in",
                    e);
        }
    }
}
