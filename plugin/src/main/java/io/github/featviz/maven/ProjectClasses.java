package io.github.featviz.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.graph.Dependency;
import org.jspecify.annotations.Nullable;

/**
 * The runtime class path of the user's project. It is resolved only when a network needs it, so that all other uses of the goals
 * work without a project, without its dependencies and without having it compiled.
 */
final class ProjectClasses {

    private static final Set<String> RUNTIME = Set.of("compile", "runtime");
    private static final String DJL = "ai.djl";
    private static final String NATIVE_LIBRARY = "ai.djl.pytorch:pytorch-native-";

    private final MavenProject project;
    private final RepositorySystemSession session;
    private final ProjectDependenciesResolver resolver;
    private final Log log;
    private @Nullable List<Path> resolved;

    ProjectClasses(
            MavenProject project, RepositorySystemSession session, ProjectDependenciesResolver resolver, Log log) {
        this.project = project;
        this.session = session;
        this.resolver = resolver;
        this.log = log;
    }

    /**
     * The project's compiled classes and its dependencies, without those that the plugin brings.
     *
     * @param plugin the plugin's artifacts
     * @return empty where there is no project
     * @throws IOException when a dependency cannot be had
     */
    List<Path> resolve(List<Artifact> plugin) throws IOException {
        List<Path> known = resolved;
        if (known == null) {
            known = project.getFile() == null ? List.of() : classPath(plugin);
            resolved = known;
        }
        return known;
    }

    private List<Path> classPath(List<Artifact> plugin) throws IOException {
        Set<String> own = plugin.stream()
                .map(artifact -> artifact.getGroupId() + ":" + artifact.getArtifactId())
                .collect(Collectors.toSet());
        List<Path> classPath = new ArrayList<>();
        classPath.add(Path.of(project.getBuild().getOutputDirectory()));
        for (Dependency dependency : dependencies()) {
            org.eclipse.aether.artifact.Artifact artifact = dependency.getArtifact();
            String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
            File file = artifact.getFile();
            if (own.contains(name) || name.startsWith(NATIVE_LIBRARY)) {
                compare(artifact, plugin);
            } else if (file != null) {
                classPath.add(file.toPath());
            }
        }
        return List.copyOf(classPath);
    }

    private List<Dependency> dependencies() throws IOException {
        DefaultDependencyResolutionRequest request = new DefaultDependencyResolutionRequest(project, session);
        request.setResolutionFilter((node, parents) -> node.getDependency() == null
                || RUNTIME.contains(node.getDependency().getScope()));
        try {
            return resolver.resolve(request).getResolvedDependencies();
        } catch (DependencyResolutionException e) {
            throw new IOException(
                    "The network is built by a class of this project, whose runtime dependencies cannot be resolved: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Says so where the project was compiled against another DJL than the one that will run its network. */
    private void compare(org.eclipse.aether.artifact.Artifact used, List<Artifact> plugin) {
        plugin.stream()
                .filter(artifact -> artifact.getGroupId().equals(DJL)
                        && artifact.getGroupId().equals(used.getGroupId())
                        && artifact.getArtifactId().equals(used.getArtifactId())
                        && !artifact.getVersion().equals(used.getVersion()))
                .forEach(artifact -> log.warn(
                        "The project uses DJL %s; featviz runs its network with DJL %s. If a class is missing or a parameter file"
                                        .formatted(used.getVersion(), artifact.getVersion())
                                + " is refused, use that version in the project, too."));
    }
}
