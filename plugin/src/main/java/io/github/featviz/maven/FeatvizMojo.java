package io.github.featviz.maven;

import io.github.featviz.build.BuildListener;
import io.github.featviz.build.BuildRequest;
import io.github.featviz.build.GalleryBuild;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** What all goals share: which network and spec, where results are kept, how the worker runs. */
abstract class FeatvizMojo extends AbstractMojo {

    private static final String SPEC_NAME = "featviz.yml";

    /**
     * The list of layers, filters and photographs, such as {@code docs/featviz.yml}. Left out: {@code featviz.yml} in the project's
     * folder or in {@code src/featviz/}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.spec")
    private @Nullable File spec;

    /**
     * The network, a TorchScript archive such as {@code model/net.pt}, or the address of one such as
     * {@code https://example.org/net.pt}. Takes precedence over the spec's. Left out everywhere: the only {@code .pt} file in
     * {@code src/featviz/}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.network")
    private @Nullable String network;

    /**
     * SHA-256 of the file that the network's address leads to: 64 hexadecimal digits, as {@code sha256sum} prints them. Required for
     * an address that begins with https, http or file.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.networkSha256")
    private @Nullable String networkSha256;

    /**
     * Architecture, such as {@code vgg16_bn}, that the network's file is a state dict of ({@code .pth} or {@code .safetensors}).
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.architecture")
    private @Nullable String architecture;

    /**
     * Largest file that is downloaded, in gigabytes, such as {@code 20}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.maxDownload", defaultValue = "8")
    private int maxDownload;

    /**
     * Where DJL's model zoo is, such as {@code https://mirror.example.org/mlrepo/}. Left out: DJL's own.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.modelZoo")
    private @Nullable String modelZoo;

    /**
     * Edge of the network's square input in pixels, such as {@code 224}. If any of size, mean and std is given here, the three replace
     * the spec's input; those left out are then 224 and ImageNet's usual values.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.size")
    private @Nullable Integer size;

    /**
     * Mean of each input channel on the scale from 0 to 1, such as {@code 0.485,0.456,0.406}; one value for a grey input.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.mean")
    private @Nullable List<Double> mean;

    /**
     * Standard deviation of each input channel on the scale from 0 to 1, such as {@code 0.229,0.224,0.225}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.std")
    private @Nullable List<Double> std;

    /**
     * Class names, a text file with one a line, such as {@code model/classes.txt}. Takes precedence over the spec's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.classes")
    private @Nullable File classes;

    /**
     * Folder that keeps results and the unpacked engine from run to run, such as {@code /var/cache/featviz}. Builds may share it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.cache", defaultValue = "${user.home}/.cache/featviz")
    private File cacheDirectory;

    /**
     * Largest Java heap of the worker process, such as {@code 2g}. The engine's own memory comes on top.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.workerMemory", defaultValue = "1g")
    private String workerMemory;

    /**
     * How many worker processes may share the work, such as {@code 4}; each takes {@code featviz.workerMemory} and the engine's own memory.
     * 0: one for each processor, as far as the machine's memory goes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.workers", defaultValue = "0")
    private int workers;

    /**
     * In what numbers pictures are drawn, whatever the spec says: {@code fp32}, those of the network's file, or {@code bf16}; {@code auto}: as the
     * spec says, and where it says nothing the fastest on this machine that gives the same result. Photographs and finished pictures are always measured in the file's numbers.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.precision", defaultValue = "auto")
    private String precision;

    /**
     * How the network's maps lie in memory while pictures are drawn: {@code channels-first}, {@code channels-last}, or {@code auto}, the
     * fastest on this machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.layout", defaultValue = "auto")
    private String layout;

    /**
     * How many pictures share a call of the engine, such as {@code 4}. 0: whatever is fastest on this machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.batch", defaultValue = "0")
    private int batch;

    /**
     * Whether the goal does nothing, such as {@code true} where a build needs no gallery.
     *
     * @since 0.1.0
     */
    @Parameter(property = "featviz.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${settings.interactiveMode}", readonly = true)
    private boolean interactive;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
    private List<RemoteRepository> projectRepositories;

    @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
    private List<RemoteRepository> pluginRepositories;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private RepositorySystem resolver;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private ProjectDependenciesResolver dependencies;

    /** Does the goal's work. */
    abstract void run() throws SpecException, IOException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("featviz is skipped (featviz.skip).");
            return;
        }
        try {
            run();
        } catch (SpecException e) {
            throw new MojoFailureException(Sentences.faults(e), e);
        } catch (IOException e) {
            throw new MojoExecutionException(Sentences.problem(e), e);
        }
    }

    /** A build of what the parameters say. */
    final GalleryBuild build(Wishes wishes, BuildListener listener) throws SpecException, IOException {
        DrawingParameters drawing = new DrawingParameters(precision, layout, batch);
        return new GalleryBuild(
                new BuildRequest(
                        basedir.toPath(),
                        spec(),
                        networkParameters().source(basedir.toPath()),
                        input(),
                        path(classes),
                        wishes.title(),
                        wishes.probes(),
                        wishes.redo(),
                        drawing.forced(),
                        wishes.budget(),
                        wishes.output(),
                        cache(),
                        new WebSettings(settings, decrypter).access(maxDownload, modelZoo),
                        new RepositoryArtifacts(resolver, session, repositories()),
                        new WorkerNeeds(
                                plugin.getArtifacts(),
                                new NativeLibrary(resolver, session, repositories()),
                                workerMemory,
                                workers,
                                drawing,
                                new ProjectClasses(project, session, dependencies, getLog())),
                        plugin.getVersion(),
                        new GivenParameters(session.getUserProperties(), basedir.toPath()).repeated()),
                listener);
    }

    /**
     * What only some goals ask for.
     *
     * @param title title of the gallery; null: the spec's
     * @param probes photographs for a starter spec
     * @param redo a filter whose pictures are made again, as {@code layer:filter}; null: none
     * @param budget time that the build may take; null: the spec's
     * @param output folder of the gallery
     */
    record Wishes(
            @Nullable String title, List<Path> probes, @Nullable String redo, @Nullable Duration budget, Path output) {

        /** Nothing but what all goals have. */
        static Wishes none() {
            return new Wishes(null, List.of(), null, null, Path.of(""));
        }
    }

    /** How the build goes, on a terminal as one line that changes, elsewhere as lines of the log. */
    final Progress progress() {
        return interactive && Terminal.isPresent()
                ? Progress.onTerminal(getLog(), System.out)
                : Progress.inLog(getLog());
    }

    /** The spec that was given or found; null: none. */
    final @Nullable Path spec() {
        if (spec != null) {
            return spec.toPath();
        }
        return specPlaces().stream().filter(Files::isRegularFile).findFirst().orElse(null);
    }

    /** Where the spec is looked for. */
    final List<Path> specPlaces() {
        Path folder = basedir.toPath();
        return spec == null
                ? List.of(
                        folder.resolve(SPEC_NAME), folder.resolve("src/featviz").resolve(SPEC_NAME))
                : List.of(spec.toPath());
    }

    /** The files that parameters name, the spec apart. */
    final List<Path> named() {
        List<Path> named = new ArrayList<>();
        networkParameters().file(basedir.toPath()).ifPresent(named::add);
        if (classes != null) {
            named.add(classes.toPath());
        }
        return named;
    }

    private NetworkParameters networkParameters() {
        return new NetworkParameters(network, networkSha256, architecture);
    }

    /** The project's folder, or the one that Maven was called in. */
    final Path baseDirectory() {
        return basedir.toPath();
    }

    /** Where a new spec goes. */
    final Path newSpec() {
        return spec == null ? basedir.toPath().resolve(SPEC_NAME) : spec.toPath();
    }

    /** Where the gallery goes if nothing is said: never among the files of a folder that is no project. */
    final Path defaultOutput() {
        return project.getFile() == null
                ? basedir.toPath().resolve("featviz-gallery")
                : Path.of(project.getBuild().getDirectory(), "featviz");
    }

    /** What is kept from run to run. */
    final Path cache() {
        return cacheDirectory.toPath();
    }

    static List<Path> paths(@Nullable List<File> files) {
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    static @Nullable Path path(@Nullable File file) {
        return file == null ? null : file.toPath();
    }

    private @Nullable InputSpec input() throws SpecException {
        InputParameters parameters = new InputParameters(size, orEmpty(mean), orEmpty(std));
        return parameters.given() ? parameters.input() : null;
    }

    /** A list that was not given is null or empty, depending on Maven's version. */
    private static List<Double> orEmpty(@Nullable List<Double> list) {
        return list == null ? List.of() : list;
    }

    private List<RemoteRepository> repositories() {
        List<RemoteRepository> repositories = new ArrayList<>(projectRepositories);
        for (RemoteRepository repository : pluginRepositories) {
            if (!repositories.contains(repository)) {
                repositories.add(repository);
            }
        }
        return repositories;
    }
}
