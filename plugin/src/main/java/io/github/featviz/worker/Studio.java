package io.github.featviz.worker;

import io.github.featviz.network.Agreement;
import io.github.featviz.network.Computation;
import io.github.featviz.network.Network;
import io.github.featviz.network.NetworkException;
import io.github.featviz.plan.Work;
import io.github.featviz.result.Pace;
import io.github.featviz.spec.Latitude;
import io.github.featviz.visualize.NoPictureException;
import io.github.featviz.visualize.ProgressListener;
import io.github.featviz.visualize.Recipe;
import io.github.featviz.visualize.ShortenedRecipe;
import io.github.featviz.visualize.Stage;
import io.github.featviz.visualize.Visualization;
import io.github.featviz.visualize.Visualizer;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws pictures in the way that is fastest on this machine, and pictures of the same layer side by side: those that are asked for later
 * are ready then.
 */
final class Studio implements AutoCloseable {

    /** Filters that have to come out as well in another way. */
    private static final int JUDGED = 3;

    private final Openings.Variants variants;
    private final @Nullable Ways ways;
    private final Latitude latitude;
    private final Consumer<String> notes;
    private final Openings ordinary;
    private final Map<String, Choice> chosen = new HashMap<>();
    private final Set<String> noted = new HashSet<>();
    private final Map<Work.Draw, Drawn> ready = new HashMap<>();
    private final Set<String> tried = new HashSet<>();
    private final Set<String> asleep = new HashSet<>();
    private String layer = "";

    /** With gradients where a ReLU is off, or the ordinary one where that cannot be had; null until it is asked for. */
    private @Nullable Openings awake;

    /**
     * An empty studio.
     *
     * @param plain the network, which stays the caller's
     * @param variants opens it otherwise
     * @param ways what was found before; null: nothing is measured
     * @param latitude what is left open
     * @param notes told what users should know
     */
    Studio(Network plain, Openings.Variants variants, @Nullable Ways ways, Latitude latitude, Consumer<String> notes) {
        this.variants = variants;
        this.ways = ways;
        this.latitude = latitude;
        this.notes = notes;
        this.ordinary = new Openings(plain, variants);
    }

    /**
     * A way, and how many pictures it is right for.
     *
     * @param way how they are drawn
     * @param upTo more of them may be worth the search for a faster one
     */
    private record Choice(Way way, int upTo) {}

    /**
     * A picture that is drawn.
     *
     * @param visualization the picture
     * @param way how
     * @param precision in what numbers
     * @param seconds its share of the time
     */
    record Drawn(Visualization visualization, Way way, String precision, double seconds) {}

    /**
     * Draws a picture.
     *
     * @param draw the picture
     * @param waiting pictures that will be asked for afterwards, in this order
     * @param pictures how many there are in all, others that will come later among them
     */
    Drawn draw(Work.Draw draw, List<Work.Draw> waiting, int pictures, WorkBench.StepListener steps) throws IOException {
        Drawn made = ready.remove(draw);
        if (made != null) {
            return made;
        }
        List<Work.Draw> alike = Stream.concat(Stream.of(draw), waiting.stream())
                .filter(other -> other.layer().equals(draw.layer())
                        && other.recipe().equals(draw.recipe())
                        && other.precision().equals(draw.precision()))
                .distinct()
                .toList();
        Recipe recipe = Recipes.of(draw.recipe());
        Way way = way(alike, recipe, pictures);
        if (recipe.diversity() > 1) {
            return drawDiverse(draw, recipe, way, steps);
        }
        boolean together = way.pictures() > 1 && alike.size() > 1;
        if (together) {
            drawTogether(alike.subList(0, Math.min(alike.size(), way.pictures())), recipe, way, steps);
        } else if (!way.computation().equals(Computation.PLAIN)) {
            drawTogether(
                    List.of(draw),
                    recipe,
                    new Way(way.computation(), Way.plain(recipe).batches()),
                    steps);
        }
        made = ready.remove(draw);
        // Where it gave no picture the fault may lie in the way.
        return made == null ? drawPlain(draw, recipe, steps) : made;
    }

    /**
     * Measures what a picture takes.
     *
     * @param measured measures what is drawn, as each picture is
     */
    Pace rehearse(Work.Rehearse rehearse, Measured measured) throws IOException {
        Work.Draw first = rehearse.sample().get(0);
        Recipe recipe = Recipes.of(first.recipe());
        Way way = way(rehearse.sample(), recipe, rehearse.pictures());
        Network network = openings(recipe).in(way.computation());
        Rehearsal rehearsal = new Rehearsal(network, recipe, way, first.recipe().seed());
        double seconds = rehearsal.seconds(first.layer(), first.filter());
        Visualization last = rehearsal.last();
        if (last == null) {
            return new Pace(seconds);
        }
        Drawn drawn = new Drawn(last, way, network.precision(), seconds);
        // The first time the engine gets ready for it.
        measured.files(first, drawn);
        long begin = System.nanoTime();
        measured.files(first, drawn);
        return new Pace(seconds + (System.nanoTime() - begin) / 1e9);
    }

    /** What is done with a picture when it is drawn. */
    @FunctionalInterface
    interface Measured {
        void files(Work.Draw draw, Drawn drawn) throws IOException;
    }

    /** Pictures that do not come out are left out, to be drawn alone. */
    private void drawTogether(List<Work.Draw> draws, Recipe recipe, Way way, WorkBench.StepListener steps)
            throws IOException {
        long begin = System.nanoTime();
        Network network = openings(recipe).in(way.computation());
        String layer = draws.get(0).layer();
        Map<Integer, Visualization> pictures;
        try (Visualizer visualizer = new Visualizer(network)) {
            pictures = visualizer.runTogether(
                    layer,
                    draws.stream().map(Work.Draw::filter).toList(),
                    recipe,
                    way.batches(),
                    draws.get(0).recipe().seed(),
                    (done, of, objective) -> steps.step(done, of, draws.size()));
        } catch (NoPictureException e) {
            return;
        }
        double seconds = (System.nanoTime() - begin) / 1e9 / draws.size();
        for (Work.Draw draw : draws) {
            Visualization picture = pictures.get(draw.filter());
            if (picture != null) {
                ready.put(draw, new Drawn(picture, way, network.precision(), seconds));
            }
        }
    }

    /** All of the pictures that are drawn against each other; the others are kept until they are asked for. */
    private Drawn drawDiverse(Work.Draw draw, Recipe recipe, Way way, WorkBench.StepListener steps) throws IOException {
        long begin = System.nanoTime();
        Network network = openings(recipe).in(way.computation());
        int count = recipe.diversity();
        Way together =
                new Way(way.computation(), Collections.nCopies(recipe.stages().size(), count));
        List<Visualization> pictures;
        boolean plain = way.computation().equals(Computation.PLAIN);
        ProgressListener listener = (done, of, objective) -> steps.step(done, of, count);
        long seed = draw.recipe().seed();
        try (Visualizer visualizer = plain ? visualizer() : new Visualizer(network)) {
            pictures = plain
                    ? visualizer.runDiverse(draw.layer(), draw.filter(), recipe, seed, listener)
                    : visualizer.runDiverseOnce(draw.layer(), draw.filter(), recipe, seed, listener);
        } catch (NoPictureException e) {
            if (plain) {
                throw e;
            }
            return drawDiverse(draw, recipe, Way.plain(recipe), steps);
        }
        double seconds = (System.nanoTime() - begin) / 1e9 / count;
        for (int member = 0; member < count; member++) {
            Work.Draw drawn =
                    new Work.Draw(draw.layer(), draw.filter(), draw.recipe().withMember(member), draw.precision());
            ready.put(drawn, new Drawn(pictures.get(member), together, network.precision(), seconds));
        }
        return Objects.requireNonNull(ready.remove(draw));
    }

    private Drawn drawPlain(Work.Draw draw, Recipe recipe, WorkBench.StepListener steps) throws IOException {
        long begin = System.nanoTime();
        try (Visualizer visualizer = visualizer()) {
            Visualization picture = visualizer.run(
                    draw.layer(),
                    draw.filter(),
                    recipe,
                    draw.recipe().seed(),
                    (done, of, objective) -> steps.step(done, of, 1));
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Drawn(picture, Way.plain(recipe), ordinary.plain().precision(), seconds);
        }
    }

    /** Draws in the plain way. */
    private Visualizer visualizer() {
        return new Visualizer(ordinary.plain(), () -> canWake() ? awake().plain() : null);
    }

    private Openings openings(Recipe recipe) {
        return recipe.drawsAwake() && canWake() ? awake() : ordinary;
    }

    private boolean canWake() {
        return awake() != ordinary && !asleep.contains(layer);
    }

    /** A step shows whether the engine finds its way through the layer's code and back when gradients pass where a ReLU is off. */
    private void tryAwake(Work.Draw draw, Recipe recipe) {
        if (!canWake() || !tried.add(layer)) {
            return;
        }
        Stage step = new Stage(recipe.stages().get(0).edge(), 1);
        Optional<String> fault = fault(awake().plain(), draw, ShortenedRecipe.at(recipe, step));
        if (fault.isPresent()
                && fault(ordinary.plain(), draw, ShortenedRecipe.at(recipe, step))
                        .isEmpty()) {
            asleep.add(layer);
            note("pictures of " + layer + " are drawn without gradients where a ReLU is off: " + fault.get());
        }
    }

    private static Optional<String> fault(Network network, Work.Draw draw, Recipe recipe) {
        try (Visualizer visualizer = new Visualizer(network)) {
            visualizer.runTogether(
                    draw.layer(),
                    List.of(draw.filter()),
                    recipe,
                    List.of(1),
                    draw.recipe().seed(),
                    ProgressListener.none());
            return Optional.empty();
        } catch (NoPictureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Openings awake() {
        Openings known = awake;
        if (known == null) {
            known = openedAwake();
            known.turnTo(layer);
            awake = known;
        }
        return known;
    }

    private Openings openedAwake() {
        try {
            Network plain = variants.awake();
            return plain == null ? ordinary : new Openings(plain, variants);
        } catch (IOException | NetworkException e) {
            notes.accept("pictures are drawn without gradients where a ReLU is off: " + e.getMessage());
            return ordinary;
        }
    }

    private Way way(List<Work.Draw> alike, Recipe recipe, int pictures) throws IOException {
        Work.Draw first = alike.get(0);
        turnTo(first.layer());
        if (recipe.drawsAwake()) {
            tryAwake(first, recipe);
        }
        String name = first.layer() + " " + recipe + " " + first.precision();
        Choice choice = chosen.get(name);
        if (choice == null || pictures > choice.upTo()) {
            Choice found = found(alike, recipe, pictures);
            choice = new Choice(possible(found.way(), first, recipe), found.upTo());
            chosen.put(name, choice);
            openings(recipe).closeAllBut(choice.way().computation());
        }
        return choice.way();
    }

    private void turnTo(String next) {
        layer = next;
        ordinary.turnTo(next);
        if (awake != null) {
            awake.turnTo(next);
        }
    }

    /** What holds for each layer is said once. */
    private void note(String text) {
        if (noted.add(text)) {
            notes.accept(text);
        }
    }

    /** The plain way where the network cannot be opened to compute as was found, or something else comes out then. */
    private Way possible(Way way, Work.Draw draw, Recipe recipe) {
        try {
            Network other = openings(recipe).in(way.computation());
            if (way.computation().equals(Computation.PLAIN)
                    || (latitude.in(draw.precision()).insistsOnBf16()
                            && !way.computation().winograd())
                    || new Agreement(ordinary.plain(), draw.layer()).holds(other)) {
                return way;
            }
            notes.accept("pictures of " + draw.layer() + " are drawn the plain way: the layer's values are others in "
                    + way.computation().text());
        } catch (IOException | NetworkException e) {
            notes.accept("pictures are drawn the plain way: " + e.getMessage());
        }
        return Way.plain(recipe);
    }

    private Choice found(List<Work.Draw> alike, Recipe recipe, int pictures) throws IOException {
        Latitude left = latitude.in(alike.get(0).precision());
        Way unmeasured = Way.unmeasured(recipe, left);
        if (ways == null || !left.isOpen()) {
            return new Choice(unmeasured, Integer.MAX_VALUE);
        }
        Optional<Way> remembered = ways.find(layer, recipe, left);
        if (remembered.isPresent()) {
            return new Choice(remembered.get(), Integer.MAX_VALUE);
        }
        List<Integer> filters =
                alike.stream().map(Work.Draw::filter).distinct().limit(JUDGED).toList();
        WayFinder finder =
                new WayFinder(layer, filters, recipe, alike.get(0).recipe().seed(), left.batches());
        Optional<Way> elsewhere = ways.elsewhere(recipe, left);
        boolean worth = elsewhere.isPresent()
                ? finder.isWorth(elsewhere.get(), pictures, opener(recipe, left))
                : finder.isWorth(pictures, opener(recipe, left));
        if (!worth) {
            return new Choice(unmeasured, pictures);
        }
        Way way = ways.alone(() -> {
            Optional<Way> meanwhile = ways.find(layer, recipe, left);
            return meanwhile.isPresent() ? meanwhile.get() : searched(recipe, left, finder, ways);
        });
        return new Choice(way, Integer.MAX_VALUE);
    }

    private Way searched(Recipe recipe, Latitude left, WayFinder finder, Ways kept) throws IOException {
        Optional<Way> elsewhere = kept.elsewhere(recipe, left);
        Way way = elsewhere.isPresent()
                ? confirmed(elsewhere.get(), finder, recipe, left)
                : measured(finder, recipe, left);
        for (Computation doubtful : finder.doubtful()) {
            note("%s is left out for %s: it is not shown that pictures excite their filters as much then, to 3 %%"
                    .formatted(doubtful.text(), layer));
        }
        notes.accept("fastest way to draw " + layer + " on this machine: " + way.text());
        return kept.keep(layer, recipe, left, way);
    }

    /** A search at each layer would take more than the layers differ. */
    private Way confirmed(Way elsewhere, WayFinder finder, Recipe recipe, Latitude left) {
        WayFinder.Opener opener = opener(recipe, left);
        boolean insists = left.insistsOnBf16();
        Way way = Stream.of(elsewhere, elsewhere.direct())
                .distinct()
                .filter(known -> known.equals(Way.plain(recipe)) || finder.holds(known, opener, insists))
                .findFirst()
                .orElseGet(() -> Way.unmeasured(recipe, left));
        return finder.quickened(way, opener, insists);
    }

    private Way measured(WayFinder finder, Recipe recipe, Latitude left) {
        List<Computation> allowed = Computation.DIRECT.stream()
                .filter(computation -> left.allows(computation.narrowed(), computation.layout()))
                .toList();
        return finder.find(allowed, opener(recipe, left), left.insistsOnBf16());
    }

    /** Opens networks to try ways with a recipe. */
    private WayFinder.Opener opener(Recipe recipe, Latitude left) {
        return computation -> computation.winograd() && !left.allows(computation.narrowed(), computation.layout())
                ? null
                : openings(recipe).possible(computation, this::leaveOut);
    }

    /** What users did not ask for they need not miss. */
    private void leaveOut(Computation computation, String reason) {
        if (!computation.winograd()) {
            note(computation.text() + " is left out: " + reason);
        }
    }

    @Override
    public void close() {
        ordinary.close();
        if (awake != null && awake != ordinary) {
            awake.close();
            awake.plain().close();
        }
    }
}
