package io.github.featviz.gallery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template sees as {@code page}: everything ready to print, so that templates only place things.
 *
 * <p>Beside it a template sees {@code site} ({@link Site}) and {@code root}, the way from the page up to the gallery's root. All
 * addresses in these records are relative to that root: a template writes {@code ${root + tile.href()}}. Texts whose name ends in
 * {@code html} are safe HTML; all others are plain and must be escaped.
 */
public sealed interface Page {

    /** What it is and where it stands among the others. */
    Head head();

    /** What the page is about, as in its heading. */
    default String title() {
        return head().title();
    }

    /** Its address relative to the gallery's root. */
    default String address() {
        return head().address();
    }

    /** Name of its template. */
    String template();

    /**
     * What all pages share.
     *
     * @param title title of the gallery
     * @param version featviz's version
     * @param url where the gallery will be published, ending in a slash; null: unknown
     * @param feed address of the feed; null: none
     * @param provenance the network's file and the beginning of its digest
     */
    record Site(String title, String version, @Nullable String url, @Nullable String feed, String provenance) {}

    /**
     * What every page says of itself.
     *
     * @param title what it is about, as in its heading
     * @param address its stable address, relative to the gallery's root
     * @param description one sentence for search engines and for links to it
     * @param trail the pages above it, from the first page down; empty for the first page
     * @param previous the page before it among its like; null: it is the first
     * @param next the page after it; null: it is the last
     * @param picture what stands for it where it is linked to; null: none
     */
    record Head(
            String title,
            String address,
            String description,
            List<Link> trail,
            @Nullable Link previous,
            @Nullable Link next,
            @Nullable Image picture) {}

    /**
     * The first page: the story.
     *
     * @param introHtml introduction; null: none
     * @param notice what is not finished; null: nothing
     * @param facts the network at a glance
     * @param strip its layers, drawn
     * @param sections the user's specs in their order
     */
    record Index(
            Head head,
            @Nullable String introHtml,
            @Nullable String notice,
            List<Fact> facts,
            StripDrawing strip,
            List<Section> sections)
            implements Page {
        @Override
        public String template() {
            return "index";
        }
    }

    /**
     * One filter.
     *
     * @param layer its layer
     * @param filter its number
     * @param main its main plate
     * @param glimpse as much of the main picture as one place of the layer sees; null: most of it, or not known
     * @param trajectory the main picture's objective over the steps; null where there is no picture
     * @param twins its plates under the same recipe with other seeds
     * @param others its plates under other recipes
     * @param responses the photographs, strongest first
     * @param mentions sections of the story that show it
     * @param findings what else was measured of it
     * @param excerpts the photographs that excite it most; null: none were looked through
     * @param command what to type to make its pictures again
     * @param files its numbers to take along
     * @param provenance how the main picture was made, to the last setting
     */
    record UnitPage(
            Head head,
            Link layer,
            int filter,
            Plate main,
            @Nullable Glimpse glimpse,
            @Nullable TrajectoryDrawing trajectory,
            List<Plate> twins,
            List<Plate> others,
            List<Responded> responses,
            List<Link> mentions,
            Findings findings,
            List<Fact> provenance,
            @Nullable Looked excerpts,
            String command,
            UnitFiles files)
            implements Page {
        @Override
        public String template() {
            return "unit";
        }

        /** Whether a photograph is lit where the filter answers. */
        public boolean anyLit() {
            return responses.stream().anyMatch(Responded::lit);
        }
    }

    /**
     * One photograph.
     *
     * @param image the photograph
     * @param credit who made it; null: not said
     * @param source where it came from; null: not said
     * @param sourceIsLink whether {@code source} is a web address
     * @param classes the network's likeliest classes
     * @param lit the photograph lit where expected filters answer
     * @param charts its spikes, one a charted layer
     * @param json address of all its numbers
     */
    record ProbePage(
            Head head,
            Image image,
            @Nullable String credit,
            @Nullable String source,
            boolean sourceIsLink,
            List<Likely> classes,
            List<Lit> lit,
            List<Charted> charts,
            String json)
            implements Page {
        @Override
        public String template() {
            return "probe";
        }
    }

    /**
     * One layer.
     *
     * @param facts type, shape, position
     * @param strip the network's layers with this one marked
     * @param tiles its filters in this gallery
     * @param caption what the tiles say of them
     */
    record LayerPage(Head head, List<Fact> facts, StripDrawing strip, List<Tile> tiles, String caption)
            implements Page {
        @Override
        public String template() {
            return "layer";
        }
    }

    /**
     * All layers of the network.
     *
     * @param strip the layers drawn
     * @param rows the layers in call order
     */
    record Layers(Head head, StripDrawing strip, List<LayerRow> rows) implements Page {
        @Override
        public String template() {
            return "layers";
        }
    }

    /** All photographs. */
    record Probes(Head head, List<ProbeCard> probes) implements Page {
        @Override
        public String template() {
            return "probes";
        }
    }

    /**
     * How the pictures were made.
     *
     * @param recipes the recipes that pictures were made by: fourier, maco, pixels, article
     * @param facts network, input, versions
     * @param assumed what was assumed about the input; null: nothing
     * @param probes the photographs with their credits
     */
    record About(Head head, List<String> recipes, List<Fact> facts, @Nullable String assumed, List<ProbeCard> probes)
            implements Page {
        @Override
        public String template() {
            return "about";
        }
    }

    /**
     * The whole gallery in one file.
     *
     * <p>A template sees {@code embed} beside it, whose {@code uri(image)} is the picture itself as an address. {@code root} is {@code #}:
     * what the pages would link to has its address as its {@code id} here.
     *
     * @param index the story
     * @param units every filter
     * @param about how it was made
     */
    record Report(Head head, Index index, List<UnitPage> units, About about) implements Page {
        @Override
        public String template() {
            return "report";
        }
    }

    /** What a server shows for an address that is not there. */
    record NotFound(Head head) implements Page {
        @Override
        public String template() {
            return "404";
        }
    }

    /**
     * A unit's numbers as files.
     *
     * @param json all of them
     * @param trajectory the objective at every step, CSV; null where there is no picture
     * @param responses the answers to the photographs, CSV
     */
    record UnitFiles(String json, @Nullable String trajectory, String responses) {}

    /**
     * What is known of a filter beside its pictures.
     *
     * @param levels its usual activations; null: not measured
     * @param alike the filters that answer alike; null: there are too few images to tell
     * @param classes the classes it speaks for and against; null: not measured, or the network names none
     * @param seeds how alike its pictures from several seeds are, in words; null: there is one seed only
     */
    record Findings(
            @Nullable Levels levels, @Nullable Alike alike, @Nullable Classes classes, @Nullable String seeds) {}

    /**
     * A filter's usual activations.
     *
     * @param caption over what they are
     * @param rows one a layer, before the activation function and behind it
     */
    record Levels(String caption, List<Level> rows) {}

    /** At one layer: mean, standard deviation, and the share of places above zero. */
    record Level(String layer, String mean, String deviation, String active) {}

    /**
     * Filters that answer alike.
     *
     * @param tiles those that have a page, the most alike first, with the correlation as note
     * @param caption over what they were compared, and which are nearest of all
     * @param csv the correlations with all of the layer
     */
    record Alike(List<Tile> tiles, String caption, String csv) {}

    /**
     * What a filter says for and against the network's classes.
     *
     * @param supported the classes it raises most
     * @param opposed the classes it lowers most
     * @param caption what the numbers are
     * @param csv the effect on all classes
     */
    record Classes(List<Effect> supported, List<Effect> opposed, String caption, String csv) {}

    /**
     * What a filter does to a class.
     *
     * @param value change of the score
     * @param share its size as a share of the largest, from 0 to 1
     */
    record Effect(String name, String value, double share) {}

    /** Words that lead somewhere. */
    record Link(String text, String href) {}

    /** A term and what it is. */
    record Fact(String term, String value) {}

    /**
     * A filter in a grid.
     *
     * @param filter its number
     * @param className the class that it stands for; null where it stands for none
     * @param href its page; null where this filter has none
     * @param image its picture; null where there is none
     * @param failure why there is none; null where there is one
     * @param badge strong, weak or dead; null where there is no picture to judge
     * @param note the strength in short, such as {@code 2.6×}
     */
    record Tile(
            int filter,
            @Nullable String className,
            @Nullable String href,
            @Nullable Image image,
            @Nullable String failure,
            @Nullable String badge,
            String note) {

        /** The same picture with another note in place of the strength. */
        Tile noted(String other) {
            return new Tile(filter, className, href, image, failure, null, other);
        }
    }

    /**
     * A spec of the user's.
     *
     * @param anchor its address within the index
     * @param textHtml text; null: none
     * @param layer the layer
     * @param caption what the figure shows
     * @param tiles the filters; empty where they are shown otherwise
     * @param hypothesis photograph, chart and verdicts; null: none
     * @param comparisons each filter under several recipes; empty: none
     * @param excerpts the photographs that excite its filters most; null: none were looked through
     * @param families families of filters; empty: none were looked for
     * @param changes which filters differ most from other networks'; empty: none were compared
     */
    record Section(
            String anchor,
            String title,
            @Nullable String textHtml,
            Link layer,
            String caption,
            List<Tile> tiles,
            @Nullable Hypothesis hypothesis,
            List<Comparison> comparisons,
            @Nullable Looked excerpts,
            List<Family> families,
            List<Changes> changes) {}

    /**
     * Which filters of the layer differ most from another network's.
     *
     * @param title which network
     * @param rows those that differ most, falling
     * @param csv address of all
     */
    record Changes(String title, List<Changed> rows, String csv) {}

    /**
     * How a filter differs from another network's.
     *
     * @param filter its number
     * @param href its page; null: it has none
     * @param correlation of its answers in both
     */
    record Changed(int filter, @Nullable String href, String correlation) {}

    /**
     * Filters that answer to changed copies of each other's picture.
     *
     * @param id identity on its page
     * @param title whose family
     * @param href that filter's page; null: it has none
     * @param drawing the family as a ring
     * @param sentence who belongs to it
     * @param how how it was found
     * @param step what the column of steps is called
     * @param relatives who answers, the filter itself first
     * @param tiles the same as pictures
     * @param csv address of the answers of all filters of the layer
     * @param json address of the same as JSON
     */
    record Family(
            String id,
            String title,
            @Nullable String href,
            FamilyDrawing drawing,
            String sentence,
            String how,
            String step,
            List<Relative> relatives,
            List<Tile> tiles,
            String csv,
            String json) {}

    /**
     * A filter that answers to a family's picture.
     *
     * @param filter its number
     * @param href its page; null: it has none
     * @param at how far the picture is changed when it answers most
     * @param share its answer there
     * @param back what the family's filter answers at most to changed copies of its picture; empty: that is itself
     * @param own whether the family is its own
     * @param mutual whether that makes it a member
     */
    record Relative(
            int filter, @Nullable String href, String at, String share, String back, boolean own, boolean mutual) {}

    /**
     * What came of looking through many photographs.
     *
     * @param caption how many, and from where
     * @param rows one a filter
     */
    record Looked(String caption, List<ExcerptRow> rows) {}

    /**
     * The photographs that excite a filter most.
     *
     * @param filter its number
     * @param href its page
     * @param excerpts the photographs, strongest first
     */
    record ExcerptRow(int filter, String href, List<Excerpt> excerpts) {}

    /**
     * The part of a photograph that excites a filter.
     *
     * @param name the photograph's name
     * @param peak the filter's largest activation
     * @param image the part
     * @param lit the part lit where the filter answers; null: its activations have no places
     */
    record Excerpt(
            String name,
            String peak,
            Image image,
            @Nullable Image lit,
            @Nullable String credit,
            @Nullable String source,
            boolean sourceIsLink) {}

    /**
     * A photograph against a layer.
     *
     * @param tiles the filters, large, where they are few; empty where the section's grid shows them
     * @param probe the photograph
     * @param lit the photograph lit where expected filters answer
     * @param charted the spikes
     * @param followed filters shown because they spiked too
     */
    record Hypothesis(List<Tile> tiles, ProbeCard probe, List<Lit> lit, Charted charted, List<Tile> followed) {}

    /** What became of an expectation, in one sentence. */
    record Judged(String sentence, boolean confirmed) {}

    /**
     * The spikes of one layer on one photograph.
     *
     * @param layer the charted layer
     * @param means mean activations, drawn
     * @param logs the same means on a logarithmic scale, drawn
     * @param sigmas the same standardised, drawn
     * @param csv address of every value of the charts
     * @param largestMeans the largest raw spikes
     * @param largestSigmas the largest standardised spikes
     * @param verdicts one for each expected filter
     */
    record Charted(
            Link layer,
            SpikeDrawing means,
            SpikeDrawing logs,
            SpikeDrawing sigmas,
            String csv,
            List<SpikeRow> largestMeans,
            List<SpikeRow> largestSigmas,
            List<Judged> verdicts) {

        /** The largest standardised spikes whose filters have a picture here. */
        public List<SpikeRow> pictured() {
            return largestSigmas.stream().filter(row -> row.image() != null).toList();
        }
    }

    /**
     * A line of the table of spikes.
     *
     * @param filter the feature map's number
     * @param href page of the filter; null: not in this gallery
     * @param mean mean activation
     * @param sigma the same standardised
     * @param expected whether the hypothesis named it
     * @param image the filter's picture; null: none
     */
    record SpikeRow(
            int filter, @Nullable String href, String mean, String sigma, boolean expected, @Nullable Image image) {}

    /** One filter under several recipes, or of several networks. */
    record Comparison(int filter, String href, List<Plate> plates) {

        /** Whether there are two pictures of one shape, which a slider can lay over each other. */
        public boolean isPair() {
            Image first = plates.size() == 2 ? plates.get(0).image() : null;
            Image second = plates.size() == 2 ? plates.get(1).image() : null;
            return first != null
                    && second != null
                    && first.width() * second.height() == second.width() * first.height();
        }
    }

    /**
     * A picture with all that is known of it, or the reason why there is none.
     *
     * @param recipe the recipe in a few words
     * @param image the picture; null: none
     * @param failure why there is none; null where there is one
     * @param strength the network's own answer; null where there is no picture
     * @param caption size and time
     */
    record Plate(
            String recipe, @Nullable Image image, @Nullable String failure, @Nullable Strong strength, String caption) {

        /** The same plate by another name. */
        Plate named(String other) {
            return new Plate(other, image, failure, strength, caption);
        }
    }

    /**
     * A strength check in words and numbers.
     *
     * @param badge strong, weak or dead
     * @param rank rank of the filter among its layer's
     * @param of number of filters of the layer
     * @param sentence the check in one sentence
     * @param facts its numbers
     */
    record Strong(String badge, String rank, String of, String sentence, List<Fact> facts) {}

    /** A photograph in a list. */
    record ProbeCard(
            String title,
            String href,
            Image image,
            @Nullable String credit,
            @Nullable String source,
            boolean sourceIsLink,
            @Nullable String likeliest) {}

    /** A part of a picture, and what it is. */
    record Glimpse(Image image, String caption) {}

    /**
     * How a filter answers to a photograph.
     *
     * @param href where the photograph is, or the chart of its spikes that has this filter's
     * @param spike the filter's place among the largest spikes of that chart; null: it is none of them
     */
    record Responded(
            String title, String href, Image image, boolean lit, String mean, String sigma, @Nullable String spike) {}

    /** A photograph lit where a filter answers; the caption says which, with its layer where the page is not about that. */
    record Lit(int filter, String layer, @Nullable String href, Image image, String caption) {}

    /** A class that the network sees in a photograph. */
    record Likely(String name, String percent, double probability) {}

    /**
     * A layer in the table of layers.
     *
     * @param href its page; null: no filter of it is in this gallery
     */
    record LayerRow(
            String name,
            @Nullable String href,
            String type,
            String shape,
            String filters,
            String parameters,
            String shown) {}
}
