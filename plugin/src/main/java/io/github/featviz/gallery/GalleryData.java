package io.github.featviz.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.featviz.evidence.Change;
import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Levels;
import io.github.featviz.evidence.Region;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.Strength;
import io.github.featviz.evidence.TuningCurves;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.result.ClassEffects;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.RecipeSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every number on the pages as data: the content of {@code data/gallery.json}.
 *
 * <p>Lists indexed by feature map have one value for each. Addresses are relative to the gallery's root.
 *
 * @param format name and version of this schema; a reader checks it
 * @param version featviz's version
 * @param title title of the gallery
 * @param text introduction, Markdown
 * @param siteUrl where it is published
 * @param network the network
 * @param sections the story in the user's order
 * @param units every visualised filter once
 * @param probes every photograph once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"format", "version", "title", "text", "siteUrl", "network", "sections", "units", "probes"})
record GalleryData(
        String format,
        String version,
        String title,
        @Nullable String text,
        @Nullable String siteUrl,
        NetworkData network,
        List<SectionData> sections,
        List<UnitData> units,
        List<ProbeData> probes) {

    /** Marks a file as a gallery's data; stands at the very beginning of the file. */
    static final String FORMAT = "featviz-gallery/1";

    /** Of what a CSV file beside the page has all. */
    private static final int NEAREST = 10;

    /** One for all files: the first use of each looks at every record by reflection. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .addModule(new SimpleModule().addSerializer(Double.class, new Rounded()))
            .build();

    private static final MathContext SINGLE_PRECISION = new MathContext(8);

    /** Powers of ten up to this one are exact in double precision. */
    private static final int LARGEST_EXACT_POWER = 22;

    /** The network: digest of its weights, how images reach it and its layers in call order. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NetworkData(
            String name,
            String file,
            String sha256,
            long parameters,
            InputFormat input,
            @Nullable String assumed,
            int classes,
            List<LayerData> layers) {}

    /** A layer: output shape for one image, number of filters and of trained values. */
    record LayerData(String name, String type, boolean module, List<Long> shape, int filters, long parameters) {}

    /**
     * A section of the index: which filters it shows by which recipe and in which precision, its hypothesis with the layer that its
     * verdicts' filters are of, and the photographs looked through.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SectionData(
            String title,
            @Nullable String text,
            String anchor,
            String layer,
            List<Integer> filters,
            RecipeSpec recipe,
            String precision,
            @Nullable String probe,
            @Nullable String chart,
            @Nullable String expectedOf,
            List<Verdict> verdicts,
            List<Integer> followed,
            List<RecipeSpec> compare,
            Exhibition.@Nullable Photographs photographs,
            List<FamilyData> families,
            List<RivalData> networks) {}

    /** Another network: its pictures of the section's filters, and the correlation of all filters' answers with the gallery's own. */
    record RivalData(String name, String file, String sha256, List<RivalPicture> pictures, List<Change> changes) {}

    /** A filter's picture of another network. */
    record RivalPicture(int filter, PictureData picture) {}

    /** A family: how pictures were changed and how far, its members, and with a file of its own how all filters of the layer answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FamilyData(
            String by,
            int of,
            List<Double> steps,
            List<MemberData> members,
            @Nullable String file,
            @Nullable TuningCurves curves) {}

    /** A filter that answers to a family's picture: at which step, and shares of what the answering filter answers to its own picture. */
    record MemberData(int filter, double step, double share, double back, boolean mutual, List<Double> curve) {}

    /**
     * A filter: its page, its pictures (main one first), its answers to the photographs (strongest first), its usual levels, and the
     * filters and classes nearest to it.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnitData(
            String layer,
            int filter,
            String page,
            List<PictureData> pictures,
            List<ProbeResponse> responses,
            List<ExcerptData> excerpts,
            List<Levels> levels,
            @Nullable AlikeData alike,
            @Nullable ClassesData classes,
            Exhibition.@Nullable Seeds seeds) {}

    /**
     * The filters of its layer that answer most like a filter, over so many images: of a collection of photographs, or of the gallery's
     * and the reference images.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AlikeData(@Nullable String from, int images, List<Kinship.Kin> nearest) {}

    /** How the scores of the classes that a filter raises and lowers most change when it rises by one standard deviation. */
    record ClassesData(int images, double deviation, List<EffectData> supported, List<EffectData> opposed) {}

    /** A class and the change of its score against the average class. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EffectData(int index, @Nullable String name, double effect) {}

    /** A photograph that excites a filter: its largest activation, and the part of the square that the network saw, in its pixels. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExcerptData(
            String from,
            String name,
            @Nullable String credit,
            @Nullable String source,
            double peak,
            Region region,
            @Nullable MapData map) {}

    /** A picture with its provenance, or the reason why there is none; {@code asked} is the precision of the sections that it is for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PictureData(
            RecipeSpec recipe,
            String asked,
            @Nullable String file,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Long seed,
            @Nullable Double seconds,
            @Nullable String precision,
            @Nullable String layout,
            @Nullable String convolution,
            @Nullable List<Integer> batches,
            @Nullable String engine,
            @Nullable List<Integer> resampled,
            @Nullable List<Double> trajectory,
            @Nullable Strength strength,
            @Nullable String failure,
            @Nullable Boolean rough) {}

    /** A photograph: the network's likeliest classes, the charts, and the expected filters' activations over it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProbeData(
            String id,
            String page,
            String title,
            @Nullable String credit,
            @Nullable String source,
            List<ClassData> classes,
            List<ChartData> charts,
            List<MapData> maps) {}

    /** A class the network sees: its number, its name where there is one, how likely it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClassData(int index, @Nullable String name, double probability) {}

    /** A charted layer: mean activation of every feature map, the same standardised, the largest of both, verdicts. */
    record ChartData(SpikeChart spikes, List<Verdict> verdicts) {}

    /** Activations of a filter over the square that the network saw, row by row. */
    record MapData(String layer, int filter, int width, int height, List<Double> values) {}

    /** Everything that a catalogue's pages show. */
    static GalleryData of(Catalogue catalogue, Pieces pieces) {
        Exhibition exhibition = catalogue.exhibition();
        List<SectionData> sections = new ArrayList<>();
        for (Exhibition.Section section : exhibition.sections()) {
            sections.add(section(section, StoryPages.anchor(sections.size())));
        }
        return new GalleryData(
                FORMAT,
                exhibition.version(),
                exhibition.title(),
                exhibition.text(),
                exhibition.site().url(),
                network(exhibition.network()),
                sections,
                exhibition.units().stream()
                        .map(unit -> unit(unit, exhibition.network().classes()))
                        .toList(),
                exhibition.probes().stream()
                        .map(probe -> probe(probe, exhibition.network().classes(), pieces))
                        .toList());
    }

    /** The file's bytes: UTF-8, the same for the same data. */
    byte[] json() throws JsonProcessingException {
        return json(this);
    }

    /** Any part of the data as a file's bytes. */
    static byte[] json(Object part) throws JsonProcessingException {
        return JSON.writeValueAsBytes(part);
    }

    private static NetworkData network(Exhibition.NetworkCard network) {
        return new NetworkData(
                network.description().name(),
                network.fileName(),
                network.sha256(),
                network.description().parameters(),
                network.input(),
                network.assumed(),
                network.classes().size(),
                network.description().layers().stream().map(GalleryData::layer).toList());
    }

    private static LayerData layer(Layer layer) {
        return new LayerData(
                layer.name(), layer.type(), layer.module(), layer.shape(), layer.filters(), layer.parameters());
    }

    private static SectionData section(Exhibition.Section section, String anchor) {
        Exhibition.Hypothesis hypothesis = section.hypothesis();
        return new SectionData(
                section.title(),
                section.text(),
                anchor,
                section.layer().name(),
                section.filters(),
                section.recipe(),
                section.precision(),
                hypothesis == null ? null : hypothesis.probeId(),
                hypothesis == null ? null : hypothesis.chart().layer(),
                hypothesis == null ? null : section.expectedOf(hypothesis),
                hypothesis == null ? List.of() : hypothesis.verdicts(),
                section.followed(),
                section.compare(),
                section.photographs(),
                families(section.relations(), anchor),
                section.rivals().stream().map(rival -> rival(section, rival)).toList());
    }

    private static RivalData rival(Exhibition.Section section, Exhibition.Rival rival) {
        return new RivalData(
                rival.name(),
                rival.fileName(),
                rival.sha256(),
                rival.plates().entrySet().stream()
                        .map(plate -> new RivalPicture(
                                plate.getKey(),
                                picture(
                                        plate.getValue(),
                                        Addresses.rival(
                                                rival.name(),
                                                new Exhibition.UnitId(
                                                        section.layer().name(), plate.getKey()),
                                                plate.getValue()))))
                        .toList(),
                rival.changes());
    }

    private static List<FamilyData> families(Exhibition.@Nullable Relations relations, String anchor) {
        return relations == null
                ? List.of()
                : relations.families().stream()
                        .map(family -> family(
                                relations.by(),
                                family,
                                Addresses.family(anchor + "-family-" + family.of(), ".json"),
                                null))
                        .toList();
    }

    /** A family on its own, as in its file. */
    static FamilyData family(FamiliesSpec.By by, Family family) {
        return family(by, family, null, family.curves());
    }

    private static FamilyData family(
            FamiliesSpec.By by, Family family, @Nullable String file, @Nullable TuningCurves curves) {
        return new FamilyData(
                by.name().toLowerCase(Locale.ROOT),
                family.of(),
                family.curves().steps(),
                family.members().stream()
                        .map(member -> new MemberData(
                                member.filter(),
                                family.curves().steps().get(member.step()),
                                member.share(),
                                member.back(),
                                member.mutual(),
                                member.curve()))
                        .toList(),
                file,
                curves);
    }

    /** A unit on its own, as in the file beside its page. */
    static UnitData unit(Exhibition.Unit unit, List<String> names) {
        List<PictureData> pictures = new ArrayList<>();
        for (Exhibition.Plate plate : unit.plates()) {
            pictures.add(picture(plate, Addresses.original(unit.id(), pictures.size())));
        }
        return new UnitData(
                unit.id().layer(),
                unit.id().filter(),
                Addresses.unit(unit.id()),
                pictures,
                unit.responses(),
                unit.excerpts().stream().map(excerpt -> excerpt(unit, excerpt)).toList(),
                unit.findings().levels(),
                alike(unit.findings().kin()),
                classes(unit.findings().effects(), names),
                unit.findings().seeds());
    }

    private static @Nullable AlikeData alike(Exhibition.@Nullable Kin kin) {
        return kin == null
                ? null
                : new AlikeData(
                        kin.from(),
                        kin.kindred().images(),
                        kin.kindred().kin().stream().limit(NEAREST).toList());
    }

    private static @Nullable ClassesData classes(@Nullable ClassEffects effects, List<String> names) {
        if (effects == null || effects.effects().isEmpty()) {
            return null;
        }
        List<EffectData> falling = FindingPieces.falling(effects).stream()
                .map(index -> new EffectData(
                        index,
                        index < names.size() ? names.get(index) : null,
                        effects.effects().get(index)))
                .toList();
        List<EffectData> rising = new ArrayList<>(falling);
        Collections.reverse(rising);
        return new ClassesData(
                effects.images(),
                effects.deviation(),
                falling.stream().limit(NEAREST).toList(),
                rising.stream().limit(NEAREST).toList());
    }

    private static ExcerptData excerpt(Exhibition.Unit unit, Exhibition.Excerpt excerpt) {
        FeatureMap map = excerpt.map();
        return new ExcerptData(
                excerpt.from(),
                excerpt.name(),
                excerpt.credit(),
                excerpt.source(),
                excerpt.peak(),
                excerpt.region(),
                map == null
                        ? null
                        : new MapData(unit.id().layer(), unit.id().filter(), map.width(), map.height(), map.values()));
    }

    private static PictureData picture(Exhibition.Plate plate, String file) {
        Made made = plate.made();
        if (made == null) {
            return new PictureData(
                    plate.recipe(),
                    plate.precision(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    plate.failure(),
                    null);
        }
        return new PictureData(
                plate.madeBy(),
                plate.precision(),
                file,
                made.picture().width(),
                made.picture().height(),
                made.picture().seed(),
                made.picture().seconds(),
                made.picture().precision(),
                made.picture().layout(),
                made.picture().convolution(),
                made.picture().batches(),
                made.picture().engine(),
                made.picture().resampled(),
                made.picture().trajectory(),
                made.strength(),
                null,
                plate.rough() ? true : null);
    }

    /** A probe on its own, as in the file beside its page. */
    static ProbeData probe(Exhibition.Probe probe, List<String> names, Pieces pieces) {
        return new ProbeData(
                probe.id(),
                Addresses.probe(probe.id()),
                probe.title(),
                probe.credit(),
                probe.source(),
                probe.classification().top().stream()
                        .map(score -> new ClassData(
                                score.index(),
                                score.index() < names.size() ? names.get(score.index()) : null,
                                score.probability()))
                        .toList(),
                probe.charts().stream()
                        .map(chart -> new ChartData(chart, List.copyOf(pieces.verdicts(probe, chart))))
                        .toList(),
                maps(probe));
    }

    private static List<MapData> maps(Exhibition.Probe probe) {
        return Pieces.inOrder(probe.maps().keySet()).stream()
                .map(unit -> {
                    var map = Objects.requireNonNull(probe.maps().get(unit));
                    return new MapData(unit.layer(), unit.filter(), map.width(), map.height(), map.values());
                })
                .toList();
    }

    /** Numbers to the precision that the network computed them with: a third of the file, nothing lost. */
    private static final class Rounded extends JsonSerializer<Double> {

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isNaN() || value.isInfinite()) {
                json.writeNull();
            } else {
                json.writeNumber(rounded(value));
            }
        }

        /** Eight digits. Both the scaled value and the power of ten are whole numbers, so that their quotient is the nearest there is. */
        private static double rounded(double value) {
            int decimals = 7 - (int) Math.floor(Math.log10(Math.abs(value)));
            if (value == 0 || decimals < 0 || decimals > LARGEST_EXACT_POWER) {
                return new BigDecimal(value).round(SINGLE_PRECISION).doubleValue();
            }
            double power = Math.pow(10, decimals);
            return Math.rint(value * power) / power;
        }
    }
}
