package io.github.featviz.build;

import io.github.featviz.plan.NetworkFile;
import io.github.featviz.result.InputFormat;
import io.github.featviz.selfcheck.SelfDescription;
import io.github.featviz.selfcheck.SelfDescriptionException;
import io.github.featviz.selfcheck.SelfDescriptionReader;
import io.github.featviz.source.Fetched;
import io.github.featviz.source.SourceException;
import io.github.featviz.source.Sources;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.Located;
import io.github.featviz.spec.Mark;
import io.github.featviz.spec.NetworkSource;
import io.github.featviz.spec.NetworkSpec;
import io.github.featviz.spec.SpecException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the network: the parameter's, else the spec's, else the only one in {@code src/featviz/}. */
final class NetworkChooser {

    private static final InputSpec ASSUMED =
            new InputSpec(224, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private static final int MAX_CLASSES = 1_000_000;

    private final BuildRequest request;
    private final Sources sources;

    NetworkChooser(BuildRequest request, BuildListener listener) {
        this.request = request;
        this.sources = new Sources(
                request.networksFolder(), request.access(), request.artifacts(), new DownloadProgress(listener));
    }

    /** @param spec the spec's network; null: it names none */
    ChosenNetwork choose(@Nullable NetworkSpec spec) throws SpecException, IOException {
        Located<NetworkSource> named = spec == null ? null : spec.source();
        NetworkSource wanted = request.network();
        Mark mark = wanted == null && named != null ? named.mark() : null;
        NetworkSource source =
                wanted != null ? wanted : named != null ? named.value() : new NetworkSource.OnDisk(theOnlyOne());
        InputSpec declared = request.input() != null ? request.input() : spec == null ? null : spec.input();
        try {
            return source instanceof NetworkSource.Block block
                    ? block(block, mark, declared, classes(spec))
                    : archive(source, mark, declared, classes(spec));
        } catch (SourceException e) {
            throw fault(mark, e.what(), e.expected(), e.mend());
        }
    }

    /** Another network, which takes its images as the first one does. */
    ChosenNetwork beside(Located<NetworkSource> named, InputFormat input) throws SpecException, IOException {
        try {
            ChosenNetwork chosen = named.value() instanceof NetworkSource.Block block
                    ? block(block, named.mark(), null, List.of())
                    : archive(named.value(), named.mark(), null, List.of());
            NetworkFile file = chosen.file();
            return new ChosenNetwork(
                    chosen.source(),
                    chosen.label(),
                    new NetworkFile(file.path(), file.sha256(), input, file.block()),
                    named.mark(),
                    List.of(),
                    null,
                    null);
        } catch (SourceException e) {
            throw fault(named.mark(), e.what(), e.expected(), e.mend());
        }
    }

    private ChosenNetwork archive(
            NetworkSource source, @Nullable Mark mark, @Nullable InputSpec declared, List<String> classes)
            throws SpecException, SourceException, IOException {
        Fetched archive = sources.network(source);
        SelfDescription own = selfDescription(mark, archive.path());
        InputFormat told = declared != null ? format(declared) : own == null ? null : own.input();
        return new ChosenNetwork(
                source,
                archive.label(),
                new NetworkFile(archive.path(), archive.sha256(), told == null ? format(ASSUMED) : told),
                mark,
                classes.isEmpty() && own != null ? own.classes() : classes,
                own,
                told == null ? assumption(ASSUMED) : null);
    }

    private ChosenNetwork block(
            NetworkSource.Block block, @Nullable Mark mark, @Nullable InputSpec declared, List<String> classes)
            throws SpecException, SourceException, IOException {
        ProjectNetwork network =
                new ProjectNetwork(block.factory(), request.engine().projectClasses());
        Path home = network.home()
                .orElseThrow(() -> fault(
                        mark,
                        "there is no class " + block.factory()
                                + " in the compiled classes and runtime dependencies of this project",
                        "the full name of a class that implements java.util.function.Supplier<ai.djl.nn.Block>, with $ before"
                                + " a nested class",
                        "correct the name, or compile the project first: mvn compile featviz:generate"));
        NetworkSource parameters = block.parameters();
        Path values = parameters == null ? null : sources.file(parameters).path();
        return new ChosenNetwork(
                block,
                block.factory(),
                network.file(home, values, format(declared == null ? ASSUMED : declared)),
                mark,
                classes,
                null,
                declared == null ? assumption(ASSUMED) : null);
    }

    private static @Nullable SelfDescription selfDescription(@Nullable Mark mark, Path path)
            throws SpecException, IOException {
        try {
            return SelfDescriptionReader.read(path).orElse(null);
        } catch (SelfDescriptionException e) {
            throw fault(
                    mark,
                    String.valueOf(e.getMessage()),
                    e.expected(),
                    "save the network again with torch.jit.save(…, _extra_files={\"featviz.json\": …}) as the page on self-checking networks"
                            + " shows, or without it");
        }
    }

    private static InputFormat format(InputSpec input) {
        return input.shown().isEmpty()
                ? new InputFormat(input.size(), input.mean(), input.std())
                : new InputFormat(input.size(), input.mean(), input.std(), input.shown());
    }

    private static String assumption(InputSpec input) {
        return ("Nobody said how images reach this network, so %1$s × %1$s pixels and ImageNet's usual normalisation "
                        + "(mean %2$s, std %3$s) were assumed.")
                .formatted(input.size(), input.mean(), input.std());
    }

    private Path theOnlyOne() throws SpecException, IOException {
        Path folder = request.baseDirectory().resolve("src/featviz");
        List<Path> archives = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".pt")).sorted().forEach(archives::add);
            }
        }
        if (archives.size() == 1) {
            return archives.get(0);
        }
        throw fault(
                null,
                archives.isEmpty() ? "no network is named" : "src/featviz holds several networks: " + archives,
                "a TorchScript archive",
                "write network: {file: my.pt} into featviz.yml, or give -Dfeatviz.network=my.pt");
    }

    private List<String> classes(@Nullable NetworkSpec spec) throws SpecException, IOException {
        Located<Path> named = spec == null ? null : spec.classes();
        Path file = request.classes() != null ? request.classes() : named == null ? null : named.value();
        if (file == null) {
            return List.of();
        }
        Mark mark = request.classes() == null && named != null ? named.mark() : null;
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(MAX_CLASSES).map(String::strip).toList();
        } catch (java.io.UncheckedIOException | IOException e) {
            boolean notText = e.getCause() instanceof MalformedInputException;
            throw fault(
                    mark,
                    notText ? file + " is no UTF-8 text" : "the class names in " + file + " cannot be read",
                    "a text file with one class name a line",
                    "correct the path or the file");
        }
    }

    private static SpecException fault(@Nullable Mark mark, String what, String expected, String mend) {
        return new SpecException(List.of(new Fault(mark, what, expected, mend)));
    }
}
