package io.github.featviz.worker;

import io.github.featviz.image.Photograph;
import io.github.featviz.network.Network;
import io.github.featviz.network.Networks;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.Advocate;
import io.github.featviz.probe.Prober;
import io.github.featviz.probe.SelfCheck;
import io.github.featviz.probe.Variation;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Verification;
import io.github.featviz.selfcheck.Golden;
import io.github.featviz.selfcheck.SelfDescription;
import io.github.featviz.selfcheck.SelfDescriptionReader;
import io.github.featviz.spec.Latitude;
import io.github.featviz.store.Store;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does units of work with the engine; keeps the network open from batch to batch. */
final class EngineBench implements WorkBench {

    private final NetworkFile file;
    private final NetworkOpener opener;
    private final @Nullable Ways ways;
    private final Latitude latitude;
    private final Consumer<String> notes;
    private final Deque<Work.Draw> waiting = new ArrayDeque<>();
    private final Set<String> layers = new TreeSet<>();
    private @Nullable Network network;
    private @Nullable Studio studio;
    private @Nullable Photo lastPhoto;
    private int pictures;

    /**
     * A bench without a network; it is opened by {@link #prepare}.
     *
     * @param file the network
     * @param opener opens it
     */
    EngineBench(NetworkFile file, NetworkOpener opener) {
        this(file, opener, null, Latitude.NONE, note -> {});
    }

    /**
     * A bench that draws in the way that is fastest on this machine.
     *
     * @param file the network
     * @param opener opens it
     * @param ways remembers the fastest ways; null: nothing is measured
     * @param latitude what the user leaves open of the way to draw
     * @param notes told what users should know
     */
    EngineBench(
            NetworkFile file, NetworkOpener opener, @Nullable Ways ways, Latitude latitude, Consumer<String> notes) {
        this.file = file;
        this.opener = opener;
        this.ways = ways;
        this.latitude = latitude;
        this.notes = notes;
    }

    /** Opens networks. */
    @FunctionalInterface
    interface NetworkOpener {

        /**
         * Opens a network with taps at some layers.
         *
         * @throws IOException when it cannot be read
         */
        Network open(NetworkFile file, Collection<String> layers) throws IOException;
    }

    /** The decoded photograph of the last unit, since units that look at one photograph come together. */
    private record Photo(ImageFile file, BufferedImage image) {}

    @Override
    public void prepare(Outlook outlook) throws IOException {
        pictures = outlook.pictures();
        if (network == null || !layers.containsAll(outlook.layers())) {
            close();
            layers.addAll(outlook.layers());
            Network opened = opener.open(file, layers);
            network = opened;
            studio = new Studio(opened, new Variants(), ways, latitude, notes);
        }
        Networks.useThreads(outlook.threads());
    }

    private final class Variants implements Openings.Variants {
        @Override
        public Network narrowed(String layer, boolean awake) throws IOException {
            if (file.block() != null) {
                throw new IOException("a network built by a class computes in the numbers that the class chose");
            }
            return Networks.openNarrowed(file.path(), file.input(), Set.of(layer), awake);
        }

        @Override
        public @Nullable Network folded(String layer, boolean awake) throws IOException {
            return file.block() == null
                    ? Networks.openFolded(file.path(), file.input(), Set.of(layer), awake)
                            .orElse(null)
                    : null;
        }

        @Override
        public @Nullable Network byWinograd(String layer, boolean narrowed, boolean awake) throws IOException {
            return file.block() == null
                    ? Networks.openByWinograd(file.path(), file.input(), Set.of(layer), narrowed, awake)
                            .orElse(null)
                    : null;
        }

        @Override
        public @Nullable Network awake() throws IOException {
            return file.block() == null
                    ? Networks.openAwake(file.path(), file.input(), layers).orElse(null)
                    : null;
        }
    }

    @Override
    public void announce(List<Work> works) {
        waiting.clear();
        works.stream()
                .filter(Work.Draw.class::isInstance)
                .map(Work.Draw.class::cast)
                .forEach(waiting::add);
    }

    @Override
    public Map<String, byte[]> perform(Work work, StepListener steps) throws IOException {
        Network opened = opened();
        if (work instanceof Work.Draw draw) {
            waiting.remove(draw);
            return new Drawing(
                            opened,
                            draw,
                            Objects.requireNonNull(studio).draw(draw, List.copyOf(waiting), pictures, steps))
                    .files();
        }
        if (work instanceof Work.Rehearse rehearse) {
            Object pace = Objects.requireNonNull(studio)
                    .rehearse(rehearse, (draw, drawn) -> new Drawing(opened, draw, drawn).files());
            return Map.of(Store.Entry.RESULT, Store.Entry.json(pace));
        }
        if (work instanceof Work.Survey survey) {
            return new Surveying(opened, survey).files(steps);
        }
        return Map.of(Store.Entry.RESULT, Store.Entry.json(measurement(work, opened)));
    }

    private Object measurement(Work work, Network opened) throws IOException {
        if (work instanceof Work.Describe) {
            return opened.describe();
        }
        if (work instanceof Work.Verify) {
            return verification();
        }
        Prober prober = new Prober(opened);
        if (work instanceof Work.Reference reference) {
            return prober.references(reference.layer());
        }
        if (work instanceof Work.Answer answer) {
            return prober.answers(answer.layer());
        }
        if (work instanceof Work.Respond respond) {
            return prober.respond(photograph(respond.image()), respond.layer());
        }
        if (work instanceof Work.MapFeature map) {
            return prober.map(photograph(map.image()), map.layer(), map.filter());
        }
        if (work instanceof Work.Advocate advocate) {
            List<BufferedImage> images = new ArrayList<>();
            for (ImageFile image : advocate.images()) {
                images.add(photograph(image));
            }
            return new Advocate(opened).effects(images, advocate.layer(), advocate.filter(), advocate.deviation());
        }
        if (work instanceof Work.Classify classify) {
            return prober.classify(photograph(classify.image()));
        }
        if (work instanceof Work.Tune tune) {
            Variation variation = Variation.valueOf(tune.by().name());
            return prober.tune(photograph(tune.picture()), tune.layer(), variation);
        }
        throw new IllegalArgumentException("no measurement: " + work);
    }

    /** On the input that the archive itself declares, whatever the user overrides it with. */
    private Verification verification() throws IOException {
        SelfDescription description = SelfDescriptionReader.read(file.path())
                .orElseThrow(() -> new IOException(file.path().getFileName() + " says nothing about itself"));
        InputFormat own = description.input() == null ? file.input() : description.input();
        List<String> wanted = description.goldens().stream().map(Golden::layer).toList();
        try (Network checked = opener.open(new NetworkFile(file.path(), file.sha256(), own), wanted)) {
            return SelfCheck.of(checked, description);
        }
    }

    private BufferedImage photograph(ImageFile image) throws IOException {
        Photo photo = lastPhoto;
        if (photo == null || !photo.file().equals(image)) {
            photo = new Photo(image, Photograph.read(image.path()));
            lastPhoto = photo;
        }
        return photo.image();
    }

    private Network opened() {
        if (network == null) {
            throw new IllegalStateException("work before the network was opened");
        }
        return network;
    }

    @Override
    public void close() {
        if (studio != null) {
            studio.close();
            studio = null;
        }
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
