package io.github.featviz.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.featviz.evidence.Verdict;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.gallery.Page.Tile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the search needs to know of every filter: a script, since pages opened from a folder may not read data. */
final class SearchIndex {

    private final Catalogue catalogue;
    private final Pieces pieces;
    private final FindingPieces findings;

    SearchIndex(Catalogue catalogue, Pieces pieces, Words words) {
        this.catalogue = catalogue;
        this.pieces = pieces;
        this.findings = new FindingPieces(catalogue, pieces, words);
    }

    /**
     * A filter; short names, for there are many.
     *
     * @param l its layer
     * @param f its number
     * @param t titles of its sections, the class that it stands for, its strongest photograph with the class that the network sees
     *     there, and the classes that it speaks for
     * @param h its page
     * @param i its picture, small; null: none
     * @param b strong, weak or dead; null: no picture
     * @param n the strength in short
     * @param v c: a hypothesis about it was confirmed, r: refuted; both or none are possible
     * @param s standard deviations that its picture lifts it above its usual level; null: no picture
     * @param z standard deviations of its strongest answer to a photograph; null: unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String l,
            int f,
            String t,
            String h,
            @Nullable String i,
            @Nullable String b,
            String n,
            String v,
            @Nullable Double s,
            @Nullable Double z) {}

    /** The script's bytes. */
    byte[] script() throws JsonProcessingException {
        List<Entry> entries = new ArrayList<>();
        for (Unit unit : catalogue.exhibition().units()) {
            entries.add(entry(unit));
        }
        String json = new String(GalleryData.json(entries), StandardCharsets.UTF_8);
        return ("window.featvizFilters=" + json + ";\n").getBytes(StandardCharsets.UTF_8);
    }

    private Entry entry(Unit unit) {
        Tile tile = pieces.tile(unit.id(), null);
        Image image = tile.image();
        return new Entry(
                unit.id().layer(),
                unit.id().filter(),
                texts(unit),
                Addresses.unit(unit.id()),
                image == null ? null : image.src(),
                tile.badge(),
                tile.note(),
                verdicts(unit.id()),
                strength(unit),
                unit.responses().stream()
                        .map(ProbeResponse::sigma)
                        .max(Double::compare)
                        .orElse(null));
    }

    private String texts(Unit unit) {
        Set<String> texts = new LinkedHashSet<>();
        for (int section : catalogue.mentions(unit.id())) {
            texts.add(catalogue.exhibition().sections().get(section).title());
        }
        catalogue.exhibition().network().className(unit.id()).ifPresent(texts::add);
        if (!unit.responses().isEmpty()) {
            Exhibition.Probe probe = catalogue.probe(unit.responses().get(0).probeId());
            texts.add(probe.title());
            pieces.classes(probe).stream().limit(1).forEach(likely -> texts.add(likely.name()));
        }
        Page.Classes classes = findings.classes(unit);
        if (classes != null) {
            classes.supported().forEach(effect -> texts.add(effect.name()));
        }
        return String.join(" · ", texts);
    }

    /** Not the multiple that tiles show: it is unknown without photographs, and where the best of them hardly excites the filter. */
    private static @Nullable Double strength(Unit unit) {
        Exhibition.Made made =
                unit.plates().isEmpty() ? null : unit.plates().get(0).made();
        return made == null ? null : made.strength().sigma();
    }

    private String verdicts(UnitId unit) {
        List<Verdict> verdicts = catalogue.verdicts(unit);
        boolean confirmed = verdicts.stream().anyMatch(Verdict::confirmed);
        boolean refuted = verdicts.stream().anyMatch(verdict -> !verdict.confirmed());
        return (confirmed ? "c" : "") + (refuted ? "r" : "");
    }
}
