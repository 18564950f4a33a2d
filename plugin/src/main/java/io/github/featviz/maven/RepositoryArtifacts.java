package io.github.featviz.maven;

import io.github.featviz.source.Artifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Artifacts as Maven finds them, so that mirrors, proxies, credentials, checksum policies and {@code -o} apply. */
final class RepositoryArtifacts implements Artifacts {

    private final RepositorySystem resolver;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    RepositoryArtifacts(
            RepositorySystem resolver, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.resolver = resolver;
        this.session = session;
        this.repositories = List.copyOf(repositories);
    }

    @Override
    public Path resolve(String coordinates) throws IOException {
        try {
            return resolver.resolveArtifact(
                            session, new ArtifactRequest(new DefaultArtifact(coordinates), repositories, null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (IllegalArgumentException | ArtifactResolutionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
