package io.github.featviz.build;

import io.github.featviz.gallery.Exhibition;
import io.github.featviz.gallery.GalleryWriter;
import io.github.featviz.gallery.Theme;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.Planner;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Starter;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.selfcheck.SelfDescription;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.GallerySpec;
import io.github.featviz.spec.SiteSpec;
import io.github.featviz.spec.SpecException;
import io.github.featviz.spec.SpecReader;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The road from a spec to a published gallery. */
public final class GalleryBuild {

    /** About a quarter of a minute's work for a default recipe: publishing in between takes a second or two. */
    private static final int FEW_PICTURES = 6;

    /** Pictures that were not timed are drawn one by one. */
    private static final Duration UNKNOWN = Duration.ofDays(1000);

    private final BuildRequest request;
    private final BuildListener listener;

    /** A build that tells {@code listener} how it goes. */
    public GalleryBuild(BuildRequest request, BuildListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /**
     * Makes and publishes the gallery; without a spec, the one that {@link #starter} would describe.
     *
     * @throws SpecException when spec and network have faults; nothing was published
     * @throws IOException when the environment fails; finished results are kept, an earlier gallery stays
     */
    public BuildSummary generate() throws SpecException, IOException {
        return generate(Integer.MAX_VALUE, index -> {});
    }

    /**
     * The same, but publishes the pages first, and again each time some more pictures are done.
     *
     * @param published told the gallery's first page each time
     */
    public BuildSummary generateAsItComes(Consumer<Path> published) throws SpecException, IOException {
        return generate(FEW_PICTURES, published);
    }

    /** Whether a file or folder is the gallery's, or lies beside it only while it is replaced. */
    public static boolean isOutput(Path output, Path file) {
        return GalleryWriter.isOutput(output, file);
    }

    private BuildSummary generate(int atOnce, Consumer<Path> published) throws SpecException, IOException {
        Instant begin = Instant.now();
        GallerySpec spec = request.spec() == null ? null : inPrecision(SpecReader.read(request.spec()));
        // A theme or a folder with a fault should show before the hours that pictures may take.
        GalleryWriter.check(request.output());
        Theme theme = theme(spec == null ? SiteSpec.UNSAID : spec.site());
        try (Session session = open(spec);
                Rivals rivals = rivals(spec, session)) {
            GallerySpec told = spec == null ? madeUp(session) : spec;
            GalleryPlan plan = Planner.plan(told, session.description(), rivals.descriptions());
            session.runner().complete(plan.measurements());
            Measurements measurements = Measurements.of(plan, session.runner());
            List<Work> drawings = new ArrayList<>();
            for (SectionPlan section : plan.sections()) {
                drawings.addAll(section.drawings(measurements.spikes(section)));
            }
            FamilySearch families = new FamilySearch(session.runner(), measurements);
            if (request.redo() != null) {
                session.runner().forget(unwanted(request.redo(), plan, measurements, families));
            }
            PhotographSearch search = new PhotographSearch(
                    plan,
                    session.runner(),
                    measurements,
                    Store.open(request.storeFolder()),
                    session.network().file().input().size());
            Inquiry inquiry = new Inquiry(
                    plan,
                    session.runner(),
                    measurements,
                    families,
                    session.network().classes().size());
            Duration budget = atOnce < Integer.MAX_VALUE ? null : budget(told);
            Curator curator = new Curator(
                    plan, session.runner(), measurements, search, families, rivals, inquiry, budget != null);
            List<Work> missing = session.runner().missing(drawings);
            if (atOnce == Integer.MAX_VALUE) {
                missing = drawn(session, drawings, missing, budget == null ? null : begin.plus(budget));
            }
            while (missing.size() > atOnce) {
                published.accept(publish(theme, exhibition(told, session, curator)));
                session.runner().complete(missing.subList(0, atOnce));
                missing = missing.subList(atOnce, missing.size());
            }
            session.runner().complete(missing);
            families.run(plan);
            rivals.run(plan, measurements);
            search.run(listener);
            inquiry.run();
            Exhibition exhibition = exhibition(told, session, curator);
            Path index = publish(theme, exhibition);
            published.accept(index);
            return summary(index, exhibition, session.runner(), rivals.runners());
        }
    }

    private Path publish(Theme theme, Exhibition exhibition) throws IOException {
        return new GalleryWriter(theme).write(exhibition, request.output()).index();
    }

    /** The pictures of the filter that is to be made again. */
    private static List<Work> unwanted(
            String filter, GalleryPlan plan, Measurements measurements, FamilySearch families)
            throws IOException, SpecException {
        List<Work> unwanted = new ArrayList<>();
        for (SectionPlan section : plan.sections()) {
            List<Work.Draw> drawings = new ArrayList<>(section.drawings(measurements.spikes(section)));
            drawings.addAll(families.drawings(section));
            drawings.stream().filter(drawing -> section.isOf(filter, drawing)).forEach(unwanted::add);
        }
        if (unwanted.isEmpty()) {
            throw new SpecException(List.of(new Fault(
                    null,
                    "the gallery has no filter '" + filter + "' to make again",
                    "a layer and a filter of the spec, such as features.40:12",
                    "write what the filter's page shows, or leave featviz.redo out")));
        }
        return unwanted;
    }

    private static Theme theme(SiteSpec site) throws IOException {
        String language = site.language();
        return Theme.of(GalleryBuild.class.getClassLoader(), site.theme(), language == null ? "en" : language);
    }

    /** @param others did the work on other networks */
    private static BuildSummary summary(Path index, Exhibition exhibition, WorkRunner runner, List<WorkRunner> others) {
        int rough = (int) exhibition.units().stream()
                .flatMap(unit -> unit.plates().stream())
                .filter(Exhibition.Plate::rough)
                .count();
        int pictures = (int) exhibition.units().stream()
                .flatMap(unit -> unit.plates().stream())
                .filter(plate -> plate.made() != null)
                .count();
        int made = runner.made();
        int reused = runner.reused();
        List<String> failures = new ArrayList<>(runner.failureLines());
        for (WorkRunner other : others) {
            made += other.made();
            reused += other.reused();
            failures.addAll(other.failureLines());
        }
        return new BuildSummary(index, made, reused, failures, pictures, rough);
    }

    /**
     * Holds the spec against the network without making pictures.
     *
     * @return number of sections
     * @throws SpecException with all faults
     */
    public int check() throws SpecException, IOException {
        Path file = request.spec();
        if (file == null) {
            throw new SpecException(List.of(new Fault(
                    null,
                    "there is no featviz.yml to check",
                    "a spec in the project's folder or src/featviz/",
                    "write one, or let mvn featviz:init write a start")));
        }
        GallerySpec spec = SpecReader.read(file);
        try (Session session = open(spec);
                Rivals rivals = rivals(spec, session)) {
            return Planner.plan(spec, session.description(), rivals.descriptions())
                    .sections()
                    .size();
        }
    }

    /** The network's layers in call order, with output shapes at the input size. */
    public NetworkDescription layers() throws SpecException, IOException {
        try (Session session = open(request.spec() == null ? null : SpecReader.read(request.spec()))) {
            return session.description();
        }
    }

    /**
     * A commented starter spec for the network.
     *
     * @param folder folder the text will be saved in; paths in it are relative to this
     * @return YAML text that {@link SpecReader} takes
     */
    public String starter(Path folder) throws SpecException, IOException {
        try (Session session = open(null)) {
            return starter(session, folder);
        }
    }

    private String starter(Session session, Path folder) throws SpecException, IOException {
        List<Layer> layers = Starter.layers(session.description());
        List<ImageFile> images = new ArrayList<>();
        for (Path probe : request.probes()) {
            images.add(ImageFile.photograph(probe));
        }
        List<Work> works = new ArrayList<>();
        for (Layer layer : layers) {
            works.add(new Work.Reference(layer.name()));
            images.forEach(image -> works.add(new Work.Respond(image, layer.name())));
        }
        session.runner().complete(works);
        List<String> names = layers.stream().map(Layer::name).toList();
        Measurements measurements = Measurements.of(names, images, session.runner());
        Starter starter =
                new Starter(session.network().source(), session.network().file().input(), request.classes(), folder);
        for (Layer layer : layers) {
            measurements
                    .references(layer.name())
                    .ifPresent(references -> starter.add(
                            layer,
                            references,
                            images.stream()
                                    .flatMap(image -> measurements.response(image, layer.name()).stream())
                                    .toList()));
        }
        return starter.yaml(request.probes(), session.network().assumed());
    }

    /** The starter goes through the same reader as a user's file, so that there is one road only. */
    private GallerySpec madeUp(Session session) throws SpecException, IOException {
        Path folder = Files.createTempDirectory("featviz");
        Path file = folder.resolve("featviz.yml");
        try {
            Files.writeString(file, starter(session, folder));
            return inPrecision(SpecReader.read(file));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private @Nullable Duration budget(GallerySpec spec) {
        return request.budget() == null ? spec.budget() : request.budget();
    }

    /**
     * Tells how long the pictures will take and, where there is an end, draws as much as there is time for.
     *
     * @return what is still to be drawn
     */
    private List<Work> drawn(Session session, List<Work> drawings, List<Work> missing, @Nullable Instant end)
            throws IOException {
        Optional<Forecast> forecast = Forecast.of(session, missing);
        if (forecast.isPresent()) {
            listener.forecast(missing.size(), forecast.get().of(missing));
        }
        if (end == null || missing.isEmpty()) {
            return missing;
        }
        int workers = session.labour().workers(missing);
        BudgetedDrawing.Prediction prediction = forecast.<BudgetedDrawing.Prediction>map(known -> known::of)
                .orElse(works -> works.size() > workers ? UNKNOWN : Duration.ZERO);
        new BudgetedDrawing(session.runner(), prediction, workers, InstantSource.system(), end).run(drawings);
        return List.of();
    }

    private GallerySpec inPrecision(GallerySpec spec) {
        return request.precision() == null ? spec : spec.inPrecision(request.precision());
    }

    private Rivals rivals(@Nullable GallerySpec spec, Session session) throws SpecException, IOException {
        return Rivals.open(spec, session, new NetworkChooser(request, listener), request, listener);
    }

    private Session open(@Nullable GallerySpec spec) throws SpecException, IOException {
        ChosenNetwork network = new NetworkChooser(request, listener).choose(spec == null ? null : spec.network());
        if (network.assumed() != null) {
            listener.note(network.assumed());
        }
        if (network.own() != null) {
            listener.note(selfDescribed(network.own(), network));
        }
        Store store = Store.open(request.storeFolder());
        Session session = Session.open(network, store, new WorkerLabour(network.file(), request), listener);
        new ClassNames(network.classes(), request.classes(), spec == null ? null : spec.network())
                .doubt(session.description())
                .ifPresent(listener::warning);
        return session;
    }

    /** What was taken from the archive itself, and what the user said instead. */
    private static String selfDescribed(SelfDescription own, ChosenNetwork network) {
        List<String> overridden = new ArrayList<>();
        if (own.input() != null && !own.input().equals(network.file().input())) {
            overridden.add("input");
        }
        if (!own.classes().isEmpty() && !own.classes().equals(network.classes())) {
            overridden.add("class names");
        }
        return "%s describes itself%s%s."
                .formatted(
                        network.file().path().getFileName(),
                        network.isChecked()
                                ? ", and is held against PyTorch's numbers for %s of its layers"
                                        .formatted(own.goldens().size())
                                : "",
                        overridden.isEmpty()
                                ? ""
                                : "; the project's own " + String.join(" and ", overridden) + " override what it says");
    }

    private Exhibition exhibition(GallerySpec spec, Session session, Curator curator) throws IOException {
        ChosenNetwork network = session.network();
        String title = request.title() != null ? request.title() : spec.title();
        return new Exhibition(
                title == null ? "What " + session.description().name() + " looks for" : title,
                spec.text(),
                spec.site(),
                new Exhibition.NetworkCard(
                        session.description(),
                        network.label(),
                        network.file().sha256(),
                        network.file().input(),
                        network.assumed(),
                        network.classes()),
                curator.sections(),
                curator.units(),
                curator.probes(),
                request.version(),
                request.given());
    }
}
