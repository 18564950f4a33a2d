package io.github.featviz.build;

import io.github.featviz.build.Strongest.Candidate;
import io.github.featviz.collection.Chunk;
import io.github.featviz.collection.Contents;
import io.github.featviz.collection.Credits;
import io.github.featviz.collection.Item;
import io.github.featviz.collection.PhotographCollection;
import io.github.featviz.evidence.Kinship;
import io.github.featviz.evidence.Kinship.Kindred;
import io.github.featviz.evidence.Region;
import io.github.featviz.gallery.Exhibition.Excerpt;
import io.github.featviz.gallery.Exhibition.Kin;
import io.github.featviz.gallery.Exhibition.Photographs;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Exhibition.Unreadable;
import io.github.featviz.plan.GalleryPlan;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.PhotographsPlan;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.result.FeatureMap;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Signature;
import io.github.featviz.result.Survey;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds, for the filters of the sections that ask for it, the photographs of a collection that excite them most. */
final class PhotographSearch {

    private final List<SectionPlan> sections;
    private final Map<UnitId, List<SectionPlan>> showing = new HashMap<>();
    private final Map<Path, String> names;
    private final WorkRunner runner;
    private final Measurements measurements;
    private final Extracts extracts;
    private final int edge;
    private final Map<Path, List<Chunk>> chunks = new HashMap<>();
    private final Map<Place, Found> found = new LinkedHashMap<>();

    /**
     * @param store where photographs that are kept from archives go
     * @param edge edge of the square that the network sees
     */
    PhotographSearch(GalleryPlan plan, WorkRunner runner, Measurements measurements, Store store, int edge) {
        this.sections = plan.sections().stream()
                .filter(section -> section.photographs() != null)
                .toList();
        this.names = CollectionNames.of(
                sections.stream().map(section -> place(section).collection()).collect(Collectors.toSet()));
        this.runner = runner;
        this.measurements = measurements;
        this.extracts = new Extracts(store);
        this.edge = edge;
        for (SectionPlan section : sections) {
            for (int filter : shown(section)) {
                showing.computeIfAbsent(new UnitId(section.layer().name(), filter), unused -> new ArrayList<>())
                        .add(section);
            }
        }
    }

    /** Many sections may look through one collection at one layer: that is done once. */
    private record Place(Path collection, Layer layer) {}

    /**
     * What came of one place.
     *
     * @param read how many photographs could be read
     * @param unreadable the others
     * @param kept the strongest by filter, as many as the section keeps that keeps most of it
     * @param kindred the filters that answer alike
     */
    private record Found(
            int read, List<Unreadable> unreadable, Map<Integer, List<Kept>> kept, Map<Integer, Kindred> kindred) {

        private static final Found NOTHING = new Found(0, List.of(), Map.of(), Map.of());
    }

    /** A photograph on disk, and what led to it. */
    private record Kept(Candidate candidate, ImageFile image) {}

    /** Looks through all collections of the plan; what was looked at before is read from the store. */
    void run(BuildListener listener) throws IOException {
        Map<Place, Map<Integer, Integer>> wanted = new LinkedHashMap<>();
        for (SectionPlan section : sections) {
            Map<Integer, Integer> keep = wanted.computeIfAbsent(place(section), unused -> new TreeMap<>());
            shown(section).forEach(filter -> keep.merge(filter, plan(section).keep(), Math::max));
        }
        for (Map.Entry<Place, Map<Integer, Integer>> entry : wanted.entrySet()) {
            Found result = search(entry.getKey(), entry.getValue());
            found.put(entry.getKey(), result);
            if (!result.unreadable().isEmpty()) {
                Unreadable first = result.unreadable().get(0);
                listener.note(
                        "%d of %d photographs from %s could not be read; data/gallery.json lists them. The first: %s: %s"
                                .formatted(
                                        result.unreadable().size(),
                                        result.read() + result.unreadable().size(),
                                        name(entry.getKey()),
                                        first.name(),
                                        first.reason()));
            }
        }
        runner.complete(maps());
    }

    private static Place place(SectionPlan section) {
        return new Place(plan(section).collection().place(), section.objective());
    }

    private String name(Place place) {
        return Objects.requireNonNull(names.get(place.collection()));
    }

    private List<Integer> shown(SectionPlan section) {
        return section.filters(measurements.spikes(section));
    }

    /** @param keep how many photographs are kept, by filter */
    private Found search(Place place, Map<Integer, Integer> keep) throws IOException {
        Map<Integer, Strongest> strongest = new TreeMap<>();
        keep.forEach((filter, most) -> strongest.put(filter, new Strongest(most)));
        List<Work> surveys = new ArrayList<>();
        for (Chunk chunk : chunks(place.collection())) {
            surveys.add(new Work.Survey(chunk, place.layer().name()));
        }
        runner.complete(surveys);
        List<Unreadable> unreadable = new ArrayList<>();
        Kinship kinship = new Kinship(List.copyOf(strongest.keySet()));
        int read = 0;
        for (Work work : surveys) {
            read += collect((Work.Survey) work, strongest, unreadable, kinship);
        }
        return new Found(read, List.copyOf(unreadable), extracted(place.collection(), strongest), kinship.kindred());
    }

    private static PhotographsPlan plan(SectionPlan section) {
        return Objects.requireNonNull(section.photographs());
    }

    /** Digesting a collection reads every byte of it: once is enough. */
    private List<Chunk> chunks(Path place) throws IOException {
        List<Chunk> known = chunks.get(place);
        if (known != null) {
            return known;
        }
        for (SectionPlan section : sections) {
            PhotographCollection collection = plan(section).collection();
            if (collection.place().equals(place)) {
                List<Chunk> all = collection.chunks();
                chunks.put(place, all);
                return all;
            }
        }
        throw new IllegalArgumentException("no section looks through " + place);
    }

    /** One chunk's answers; one chunk is in memory at a time. */
    private int collect(
            Work.Survey work, Map<Integer, Strongest> strongest, List<Unreadable> unreadable, Kinship kinship)
            throws IOException {
        Optional<Store.Entry> entry = runner.entry(work);
        if (entry.isEmpty()) {
            return 0; // it failed, which the build reports
        }
        Survey survey = entry.get().read(Survey.class);
        FloatBuffer peaks = ByteBuffer.wrap(entry.get().bytes(Survey.PEAKS))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        int read = 0;
        for (int index = 0; index < survey.looks().size(); index++) {
            Survey.Look look = survey.looks().get(index);
            Signature signature = look.signature();
            if (signature == null) {
                unreadable.add(
                        new Unreadable(work.chunk().items().get(index).name(), String.valueOf(look.unreadable())));
                continue;
            }
            read++;
            kinship.add(answers(peaks, index, survey.filters()));
            for (Map.Entry<Integer, Strongest> filter : strongest.entrySet()) {
                float peak = peaks.get(index * survey.filters() + filter.getKey());
                if (Float.isFinite(peak)) {
                    filter.getValue().add(new Candidate(work.chunk(), index, peak, signature));
                }
            }
        }
        return read;
    }

    private static double[] answers(FloatBuffer peaks, int photograph, int filters) {
        double[] answers = new double[filters];
        for (int filter = 0; filter < filters; filter++) {
            answers[filter] = peaks.get(photograph * filters + filter);
        }
        return answers;
    }

    private Map<Integer, List<Kept>> extracted(Path collection, Map<Integer, Strongest> strongest) throws IOException {
        Map<Integer, List<Kept>> kept = new TreeMap<>();
        Map<Item, ImageFile> images = new HashMap<>();
        try (Contents contents = Contents.open(collection)) {
            for (Map.Entry<Integer, Strongest> filter : strongest.entrySet()) {
                List<Kept> ofFilter = new ArrayList<>();
                for (Candidate candidate : filter.getValue().list()) {
                    ImageFile known = images.get(candidate.item());
                    ImageFile image = known == null ? extracts.of(collection, candidate.item(), contents) : known;
                    images.put(candidate.item(), image);
                    ofFilter.add(new Kept(candidate, image));
                }
                kept.put(filter.getKey(), ofFilter);
            }
        }
        return kept;
    }

    /** Heat maps of what was kept. */
    private List<Work> maps() {
        List<Work> works = new ArrayList<>();
        found.forEach((place, result) -> {
            if (place.layer().hasMaps()) {
                result.kept()
                        .forEach((filter, kept) -> kept.forEach(one -> works.add(
                                new Work.MapFeature(one.image(), place.layer().name(), filter))));
            }
        });
        // Those of one photograph together, so that it is decoded once.
        works.sort(Comparator.comparing(work -> ((Work.MapFeature) work).image().sha256()));
        return works;
    }

    /** Nothing as long as the search has not come to it, since pages may be written before. */
    private Found found(Place place) {
        return found.getOrDefault(place, Found.NOTHING);
    }

    /** What a section's photographs were chosen from; null where it has none. */
    @Nullable
    Photographs photographs(SectionPlan section) {
        PhotographsPlan plan = section.photographs();
        if (plan == null) {
            return null;
        }
        Place place = place(section);
        Found result = found(place);
        return new Photographs(name(place), plan.keep(), result.read(), result.unreadable());
    }

    /** The filters that answer like this one to the most photographs that were looked through for it. */
    Optional<Kin> kin(UnitId unit) {
        return sections.stream()
                .filter(section -> section.layer().name().equals(unit.layer()))
                .map(PhotographSearch::place)
                .filter(place -> found(place).kindred().containsKey(unit.filter()))
                .map(place -> new Kin(
                        name(place),
                        Objects.requireNonNull(found(place).kindred().get(unit.filter()))))
                .max(Comparator.comparingInt(kin -> kin.kindred().images()));
    }

    /** The photographs that excite a filter most, of all sections that show it. */
    List<Excerpt> excerpts(UnitId unit) throws IOException {
        Map<Place, Integer> keep = new LinkedHashMap<>();
        for (SectionPlan section : showing.getOrDefault(unit, List.of())) {
            if (found(place(section)).kept().containsKey(unit.filter())) {
                keep.merge(place(section), plan(section).keep(), Math::max);
            }
        }
        List<Excerpt> excerpts = new ArrayList<>();
        for (Map.Entry<Place, Integer> entry : keep.entrySet()) {
            List<Kept> kept = found(entry.getKey()).kept().getOrDefault(unit.filter(), List.of());
            for (Kept one : kept.subList(0, Math.min(kept.size(), entry.getValue()))) {
                excerpts.add(excerpt(one, unit.filter(), entry.getKey()));
            }
        }
        excerpts.sort(Comparator.comparingDouble(Excerpt::peak).reversed());
        return List.copyOf(excerpts);
    }

    private Excerpt excerpt(Kept kept, int filter, Place place) throws IOException {
        String name = kept.candidate().item().name();
        Credits.Credit credit = credit(place.collection(), name);
        Layer layer = place.layer();
        FeatureMap map = layer.hasMaps()
                ? runner.result(new Work.MapFeature(kept.image(), layer.name(), filter), FeatureMap.class)
                        .orElse(null)
                : null;
        return new Excerpt(
                name(place),
                name,
                kept.image().path(),
                credit.credit(),
                credit.source(),
                kept.candidate().peak(),
                map == null ? Region.whole(edge) : Region.ofPeak(layer.field(), map, edge),
                map);
    }

    /** Whoever made a photograph made it for every section: one that names the collection's credits has the word for all. */
    private Credits.Credit credit(Path collection, String name) {
        return sections.stream()
                .map(PhotographSearch::plan)
                .filter(plan -> plan.collection().place().equals(collection))
                .flatMap(plan -> plan.credits().of(name).stream())
                .filter(credit -> credit.credit() != null || credit.source() != null)
                .findFirst()
                .orElse(new Credits.Credit(null, null));
    }

    /** Photographs as files of their own, whatever they are kept in. */
    private record Extracts(Store store) {

        private record Extract(String file) {}

        /** The file itself where it is one; out of an archive, a copy in the store under the digest of its bytes. */
        ImageFile of(Path collection, Item item, Contents contents) throws IOException {
            if (Files.isDirectory(collection)) {
                return ImageFile.of(collection.resolve(item.name()));
            }
            byte[] bytes = contents.bytes(item);
            String sha256 = ImageFile.digest(bytes);
            Store.Entry entry = store.find(sha256).orElse(null);
            if (entry == null) {
                String file = plain(item.name());
                entry = store.put(sha256, Map.of(Store.Entry.RESULT, Store.Entry.json(new Extract(file)), file, bytes));
            }
            return new ImageFile(entry.file(entry.read(Extract.class).file()), sha256);
        }

        /** The name without its folders, of letters that any file system takes. */
        private static String plain(String name) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            int dot = last.lastIndexOf('.');
            String base = last.substring(0, dot).replaceAll("[^A-Za-z0-9_-]", "_");
            return (base.isEmpty() ? "photograph" : base.substring(0, Math.min(base.length(), 80)))
                    + "."
                    + last.substring(dot + 1).replaceAll("[^A-Za-z0-9]", "x");
        }
    }
}
