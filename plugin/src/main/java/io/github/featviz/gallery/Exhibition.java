package io.github.featviz.gallery;

import io.github.featviz.evidence.Change;
import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.Region;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Strength;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.Classification;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Layout;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Picture;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import io.github.featviz.spec.SiteSpec;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a gallery shows, as data: what the writer turns into pages and {@code data/gallery.json}.
 *
 * @param title title of the gallery
 * @param text introduction, Markdown; null: none
 * @param site how it stands on the web
 * @param network the network
 * @param sections the specs in the user's order
 * @param units every visualised filter once
 * @param probes every photograph once
 * @param version featviz's version
 * @param given parameters that the command to make a filter again has to repeat, by name
 */
public record Exhibition(
        String title,
        @Nullable String text,
        SiteSpec site,
        NetworkCard network,
        List<Section> sections,
        List<Unit> units,
        List<Probe> probes,
        String version,
        Map<String, String> given) {

    /**
     * The network.
     *
     * @param description its layers
     * @param fileName name of its file, or where else it comes from
     * @param sha256 digest of its weights
     * @param input how images reach it
     * @param assumed sentence that says what was assumed about the input; null where the user said it all
     * @param classes class names, index = class; empty: none
     */
    public record NetworkCard(
            NetworkDescription description,
            String fileName,
            String sha256,
            InputFormat input,
            @Nullable String assumed,
            List<String> classes) {

        /** The class that a filter stands for: where a layer has one value for each class, as a classifier's last layers do. */
        Optional<String> className(UnitId unit) {
            return description
                    .layer(unit.layer())
                    .filter(layer -> layer.layout() == Layout.VECTOR && layer.filters() == classes.size())
                    .map(layer -> classes.get(unit.filter()));
        }
    }

    /** A filter of a layer. */
    public record UnitId(String layer, int filter) {}

    /**
     * One section of the index page.
     *
     * @param title heading
     * @param text Markdown; null: none
     * @param layer the layer
     * @param filters the section's filters, in order
     * @param recipe recipe of their pictures here
     * @param precision in what numbers these were asked for, as in {@link Latitude#PRECISIONS}
     * @param hypothesis photograph and verdicts; null: none
     * @param followed filters visualised because they spiked too
     * @param compare recipes shown side by side, for each of {@code filters}; empty: no comparison
     * @param photographs what the filters' {@link Unit#excerpts} were chosen from; null: nothing
     * @param relations families of filters; null: none were looked for
     * @param rivals other networks whose same filters stand beside; empty: none
     */
    public record Section(
            String title,
            @Nullable String text,
            Layer layer,
            List<Integer> filters,
            RecipeSpec recipe,
            String precision,
            @Nullable Hypothesis hypothesis,
            List<Integer> followed,
            List<RecipeSpec> compare,
            @Nullable Photographs photographs,
            @Nullable Relations relations,
            List<Rival> rivals) {

        /** A section without photographs to choose from and families, in whatever precision is fastest. */
        public Section(
                String title,
                @Nullable String text,
                Layer layer,
                List<Integer> filters,
                RecipeSpec recipe,
                @Nullable Hypothesis hypothesis,
                List<Integer> followed,
                List<RecipeSpec> compare) {
            this(
                    title,
                    text,
                    layer,
                    filters,
                    recipe,
                    Latitude.AUTO,
                    hypothesis,
                    followed,
                    compare,
                    null,
                    null,
                    List.of());
        }

        /** The filters that it is about: its own, and those of its layer that it expects something of. */
        List<Integer> shown() {
            Stream<Integer> expected = hypothesis == null || !hypothesis.ofItsFilters()
                    ? Stream.empty()
                    : hypothesis.verdicts().stream().map(Verdict::filter);
            return Stream.concat(filters.stream(), expected).distinct().toList();
        }

        /** The layer that the filters of the section's verdicts are of. */
        String expectedOf(Hypothesis hypothesis) {
            return hypothesis.ofItsFilters() ? layer.name() : hypothesis.chart().layer();
        }

        /** Whether a layer's spikes are those of the section's filters. */
        boolean charts(String chartedLayer) {
            return hypothesis != null
                    && hypothesis.ofItsFilters()
                    && hypothesis.chart().layer().equals(chartedLayer);
        }
    }

    /**
     * Many photographs that were looked through.
     *
     * @param from name of the folder or archive, with as many folders before it as tell it from others
     * @param keep how many were kept for each filter at most
     * @param read how many could be read
     * @param unreadable the others
     */
    public record Photographs(String from, int keep, int read, List<Unreadable> unreadable) {}

    /**
     * Another network of the same architecture.
     *
     * @param name the user's name for it
     * @param fileName name of its file, or where else it comes from
     * @param sha256 digest of its weights
     * @param plates pictures of the section's filters, by number
     * @param changes how all filters of the layer differ, those that differ most first; empty: not measured
     */
    public record Rival(
            String name, String fileName, String sha256, Map<Integer, Plate> plates, List<Change> changes) {}

    /**
     * Families of filters of one layer.
     *
     * @param by how pictures were changed to find them
     * @param families one for each filter that was named and has a picture
     */
    public record Relations(FamiliesSpec.By by, List<Family> families) {

        /** The filters that are in one of the families. */
        Set<Integer> filters() {
            return families.stream()
                    .flatMap(family -> family.members().stream())
                    .map(Family.Member::filter)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** A photograph that could not be read: its name within the collection, and why. */
    public record Unreadable(String name, String reason) {}

    /**
     * A photograph that excites a unit more than almost all others, with the part that does.
     *
     * @param from name of the folder or archive it is from, as {@link Photographs} has it
     * @param name its name there
     * @param image the file
     * @param credit who made it, licence; null: not said
     * @param source where it came from; null: not said
     * @param peak the unit's largest activation at any place
     * @param region what that activation depends on, in pixels of the square that the network saw
     * @param map the unit's activations over that square; null where they have no places
     */
    public record Excerpt(
            String from,
            String name,
            Path image,
            @Nullable String credit,
            @Nullable String source,
            double peak,
            Region region,
            @Nullable FeatureMap map) {}

    /**
     * A photograph against a layer.
     *
     * @param probeId id of the probe
     * @param chart spikes at the charted layer
     * @param verdicts one for each expected filter; empty: nothing was expected
     * @param ofItsFilters whether the charted feature maps are those of the section's filters; else both they and the verdicts are about
     *     the charted layer alone
     */
    public record Hypothesis(String probeId, SpikeChart chart, List<Verdict> verdicts, boolean ofItsFilters) {

        /** A hypothesis about the section's own filters. */
        public Hypothesis(String probeId, SpikeChart chart, List<Verdict> verdicts) {
            this(probeId, chart, verdicts, true);
        }
    }

    /**
     * One filter, everything known of it.
     *
     * @param id layer and filter
     * @param plates its pictures, one a recipe and precision, main one first
     * @param responses how it answers to the probes, strongest first
     * @param excerpts the photographs that excite it most, strongest first, near duplicates once; empty: none were looked through
     * @param findings what else was measured of it
     */
    public record Unit(
            UnitId id, List<Plate> plates, List<ProbeResponse> responses, List<Excerpt> excerpts, Findings findings) {

        /** A unit for which no photographs were looked through, and of which nothing else is known. */
        public Unit(UnitId id, List<Plate> plates, List<ProbeResponse> responses) {
            this(id, plates, responses, List.of(), Findings.NONE);
        }
    }

    /**
     * What is known of a unit beside its pictures.
     *
     * @param levels its usual activations: at its own layer and, where one follows, behind the activation function
     * @param kin the filters of its layer that answer alike; null: there are too few images to tell
     * @param effects what it says for and against the network's classes; null: not measured
     * @param seeds how alike its pictures from several seeds are; null: there is one seed only
     */
    public record Findings(
            List<Levels> levels, @Nullable Kin kin, @Nullable ClassEffects effects, @Nullable Seeds seeds) {

        /** Nothing. */
        public static final Findings NONE = new Findings(List.of(), null, null, null);
    }

    /**
     * How alike pictures of one filter that began from different seeds are to the network.
     *
     * @param pictures number of pictures
     * @param alike mean over all pairs of them, as {@link io.github.featviz.evidence.Likeness} says
     * @param others the same between the filter's pictures and those of other filters of its layer; null: there are none
     */
    public record Seeds(int pictures, double alike, @Nullable Double others) {}

    /**
     * Filters that answer alike.
     *
     * @param from name of the collection whose photographs they were compared on, each filter by its largest activation; null: on
     *     the gallery's photographs and the made reference images, by its mean activation
     * @param kindred all others of the layer
     */
    public record Kin(@Nullable String from, Kindred kindred) {}

    /**
     * A picture, or the reason why there is none.
     *
     * @param recipe the recipe
     * @param precision in what numbers it was asked for, as in {@link Latitude#PRECISIONS}
     * @param made the picture; null where it failed
     * @param failure one line of reason; null where it was made
     * @param rough whether it was made small and short, for want of time
     */
    public record Plate(
            RecipeSpec recipe, String precision, @Nullable Made made, @Nullable String failure, boolean rough) {

        /** A picture in whatever precision was fastest that is as good as it will be, or none. */
        public Plate(RecipeSpec recipe, @Nullable Made made, @Nullable String failure) {
            this(recipe, Latitude.AUTO, made, failure, false);
        }

        /** Whether another picture was asked for that differs in nothing but what chance decides. */
        public boolean isTwinOf(Plate other) {
            return recipe.isTwinOf(other.recipe) && precision.equals(other.precision);
        }

        /** Whether both were made by one recipe and in the same numbers, whatever numbers were asked for. */
        boolean isMadeLike(Plate other) {
            return made != null
                    && other.made != null
                    && madeBy().equals(other.madeBy())
                    && made.picture().precision().equals(other.made.picture().precision());
        }

        /** The recipe that it was really made by. */
        public RecipeSpec madeBy() {
            return rough ? recipe.rough() : recipe;
        }
    }

    /**
     * A finished picture.
     *
     * @param png the 8-bit picture's file
     * @param picture what is known of it
     * @param strength the network's own answer to it
     */
    public record Made(Path png, Picture picture, Strength strength) {}

    /**
     * How a unit answers to a probe.
     *
     * @param probeId id of the probe
     * @param mean mean activation at the unit's own layer
     * @param sigma standard deviations above the filter's mean
     */
    public record ProbeResponse(String probeId, double mean, double sigma) {}

    /**
     * A photograph.
     *
     * @param id short name, usable in an address
     * @param image the file
     * @param title what it shows
     * @param credit who made it, licence; null: not said
     * @param source where it came from; null: not said
     * @param charts spikes, one a charted layer
     * @param maps the expected filters' activations over the photograph (square crop as the network saw it), by unit
     * @param classification the network's top classes
     */
    public record Probe(
            String id,
            Path image,
            String title,
            @Nullable String credit,
            @Nullable String source,
            List<SpikeChart> charts,
            Map<UnitId, FeatureMap> maps,
            Classification classification) {}
}
