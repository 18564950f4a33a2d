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
import org.jspecify.annotations.Nullable;

/** Finds, for the filters of the sections that ask for it, the photographs of a collection that excite them most. */
final class PhotographSearch {

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
    PhotographSearch(WorkRunner runner, Measurements measurements, Store store, int edge) {
        this.runner = runner;
        this.measurements = measurements;
        this.extracts = new Extracts(store);
        this.edge = edge;
    }

    /** Many sections may look through one collection at one layer: that is done once. */
    private record Place(Path collection, String layer) {}

    /** What came of one place. */
    private record Found(Photographs photographs, Map<Integer, List<Kept>> kept, Map<Integer, Kindred> kindred) {}

    /** A photograph on disk, and what led to it. */
    private record Kept(Candidate candidate, ImageFile image) {}

    /** Looks through all collections of the plan; what was looked at before is read from the store. */
    void run(GalleryPlan plan, BuildListener listener) throws IOException {
        Map<Place, List<SectionPlan>> places = new LinkedHashMap<>();
        for (SectionPlan section : plan.sections()) {
            if (section.photographs() != null) {
                places.computeIfAbsent(place(section, section.photographs()), unused -> new ArrayList<>())
                        .add(section);
            }
        }
        for (Map.Entry<Place, List<SectionPlan>> entry : places.entrySet()) {
            Found result = search(entry.getValue());
            found.put(entry.getKey(), result);
            if (!result.photographs().unreadable().isEmpty()) {
                listener.note(
                        "%d of %d photographs from %s could not be read; data/gallery.json lists them. The first: %s: %s"
                                .formatted(
                                        result.photographs().unreadable().size(),
                                        result.photographs().read()
                                                + result.photographs()
                                                        .unreadable()
                                                        .size(),
                                        result.photographs().from(),
                                        result.photographs().unreadable().get(0).name(),
                                        result.photographs().unreadable().get(0).reason()));
            }
        }
        runner.complete(maps(places));
    }

    private static Place place(SectionPlan section, PhotographsPlan photographs) {
        return new Place(photographs.collection().place(), section.objective().name());
    }

    /** Sections with one collection and one layer. */
    private Found search(List<SectionPlan> sections) throws IOException {
        PhotographCollection collection = plan(sections.get(0)).collection();
        Map<Integer, Strongest> strongest = new TreeMap<>();
        int keep = sections.stream()
                .mapToInt(section -> plan(section).keep())
                .max()
                .orElse(0);
        for (SectionPlan section : sections) {
            section.filters(measurements.spikes(section))
                    .forEach(filter -> strongest.computeIfAbsent(filter, unused -> new Strongest(keep)));
        }
        List<Work> surveys = new ArrayList<>();
        for (Chunk chunk : chunks(collection)) {
            surveys.add(new Work.Survey(chunk, sections.get(0).objective().name()));
        }
        runner.complete(surveys);
        List<Unreadable> unreadable = new ArrayList<>();
        Kinship kinship = new Kinship(List.copyOf(strongest.keySet()));
        int read = 0;
        for (Work work : surveys) {
            read += collect((Work.Survey) work, strongest, unreadable, kinship);
        }
        String from = String.valueOf(collection.place().getFileName());
        return new Found(
                new Photographs(from, read, List.copyOf(unreadable)),
                extracted(collection.place(), strongest),
                kinship.kindred());
    }

    private static PhotographsPlan plan(SectionPlan section) {
        return Objects.requireNonNull(section.photographs());
    }

    /** Digesting a collection reads every byte of it: once is enough. */
    private List<Chunk> chunks(PhotographCollection collection) throws IOException {
        List<Chunk> known = chunks.get(collection.place());
        List<Chunk> all = known == null ? collection.chunks() : known;
        chunks.put(collection.place(), all);
        return all;
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
    private List<Work> maps(Map<Place, List<SectionPlan>> places) {
        List<Work> works = new ArrayList<>();
        places.forEach((place, sections) -> {
            if (sections.get(0).objective().hasMaps()) {
                found(place)
                        .kept()
                        .forEach((filter, kept) -> kept.forEach(
                                one -> works.add(new Work.MapFeature(one.image(), place.layer(), filter))));
            }
        });
        // Those of one photograph together, so that it is decoded once.
        works.sort(Comparator.comparing(work -> ((Work.MapFeature) work).image().sha256()));
        return works;
    }

    /** Nothing as long as the search has not come to it, since pages may be written before. */
    private Found found(Place place) {
        Found known = found.get(place);
        return known == null
                ? new Found(
                        new Photographs(String.valueOf(place.collection().getFileName()), 0, List.of()),
                        Map.of(),
                        Map.of())
                : known;
    }

    /** What a section's photographs were chosen from; null where it has none. */
    @Nullable
    Photographs photographs(SectionPlan section) {
        PhotographsPlan plan = section.photographs();
        return plan == null ? null : found(place(section, plan)).photographs();
    }

    /** The filters that answer like this one to the most photographs that were looked through for it. */
    Optional<Kin> kin(UnitId unit, List<SectionPlan> sections) {
        return sections.stream()
                .filter(section ->
                        section.photographs() != null && section.layer().name().equals(unit.layer()))
                .map(section -> found(place(section, plan(section))))
                .filter(result -> result.kindred().containsKey(unit.filter()))
                .map(result -> new Kin(
                        result.photographs().from(),
                        Objects.requireNonNull(result.kindred().get(unit.filter()))))
                .max(Comparator.comparingInt(kin -> kin.kindred().images()));
    }

    /** The photographs that excite a filter most, of all sections that show it. */
    List<Excerpt> excerpts(UnitId unit, List<SectionPlan> sections) throws IOException {
        Map<Path, Excerpt> excerpts = new LinkedHashMap<>();
        for (SectionPlan section : sections) {
            PhotographsPlan plan = section.photographs();
            if (plan != null && section.layer().name().equals(unit.layer())) {
                Found result = found(place(section, plan));
                for (Kept kept : result.kept().getOrDefault(unit.filter(), List.of())) {
                    excerpts.putIfAbsent(
                            kept.image().path(),
                            excerpt(
                                    kept,
                                    unit.filter(),
                                    section.objective(),
                                    plan,
                                    result.photographs().from()));
                }
            }
        }
        return excerpts.values().stream()
                .sorted(Comparator.comparingDouble(Excerpt::peak).reversed())
                .toList();
    }

    private Excerpt excerpt(Kept kept, int filter, Layer layer, PhotographsPlan plan, String from) throws IOException {
        String name = kept.candidate().item().name();
        Credits.Credit credit = plan.credits().of(name).orElse(new Credits.Credit(null, null));
        FeatureMap map = layer.hasMaps()
                ? runner.result(new Work.MapFeature(kept.image(), layer.name(), filter), FeatureMap.class)
                        .orElse(null)
                : null;
        return new Excerpt(
                from,
                name,
                kept.image().path(),
                credit.credit(),
                credit.source(),
                kept.candidate().peak(),
                map == null ? Region.whole(edge) : Region.ofPeak(layer.field(), map, edge),
                map);
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
