package io.github.featviz.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Finds the engine's native library as Maven finds any artifact, so that mirrors, proxies, credentials and {@code -o} apply.
 */
final class NativeLibrary {

    private final RepositorySystem resolver;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    NativeLibrary(RepositorySystem resolver, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.resolver = resolver;
        this.session = session;
        this.repositories = List.copyOf(repositories);
    }

    /**
     * The library's jar for a platform.
     *
     * @param version PyTorch's version
     * @throws IOException when there is none or it cannot be had
     */
    Path resolve(Platform platform, String version) throws IOException {
        Artifact artifact =
                new DefaultArtifact("ai.djl.pytorch", "pytorch-native-cpu", platform.classifier(), "jar", version);
        try {
            return resolver.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new IOException(
                    "The PyTorch engine for " + platform + " cannot be had: " + e.getMessage()
                            + "\n  expected: " + artifact + " in a repository or, with -o, in the local one"
                            + "\n  mend: run once without -o, or let your mirror serve it",
                    e);
        }
    }
}
