package io.github.featviz.gallery;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.SpikeChart;
import io.github.featviz.evidence.TuningCurves;
import io.github.featviz.gallery.Exhibition.Made;
import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.ProbeResponse;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Page.Charted;
import io.github.featviz.result.ClassEffects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers beside the pages, to take along: JSON, CSV, and charts for slides. Values of CSV files are separated by commas. */
final class Attachments {

    static final String UNIT = "unit.json";
    static final String TRAJECTORY = "trajectory.csv";
    static final String RESPONSES = "responses.csv";
    static final String PROBE = "probe.json";
    static final String ALIKE = "alike.csv";
    static final String CLASSES = "classes.csv";

    private static final Pattern FORMULA = Pattern.compile("[=+@\\t\\r-].*");
    private static final Pattern PLAIN = Pattern.compile("[\\w .'-]*");

    private final Catalogue catalogue;
    private final Pieces pieces;

    Attachments(Catalogue catalogue, Pieces pieces) {
        this.catalogue = catalogue;
        this.pieces = pieces;
    }

    /** A unit's files by address. */
    Map<String, byte[]> of(Unit unit) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(Addresses.unitFile(unit.id(), UNIT), GalleryData.json(GalleryData.unit(unit, classes())));
        files.put(Addresses.unitFile(unit.id(), RESPONSES), responses(unit.responses()));
        Exhibition.Kin kin = unit.findings().kin();
        if (kin != null) {
            files.put(Addresses.unitFile(unit.id(), ALIKE), alike(kin));
        }
        ClassEffects effects = unit.findings().effects();
        if (effects != null && !effects.effects().isEmpty()) {
            files.put(Addresses.unitFile(unit.id(), CLASSES), effects(effects));
        }
        Made made = unit.plates().isEmpty() ? null : unit.plates().get(0).made();
        if (made != null) {
            files.put(
                    Addresses.unitFile(unit.id(), TRAJECTORY),
                    trajectory(made.picture().trajectory()));
        }
        return files;
    }

    /** A probe's files by address. */
    Map<String, byte[]> of(Probe probe) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(
                Addresses.probeFile(probe.id(), PROBE), GalleryData.json(GalleryData.probe(probe, classes(), pieces)));
        for (SpikeChart chart : probe.charts()) {
            Charted charted = pieces.charted("slide", probe, chart, pieces.verdicts(probe, chart));
            files.put(charted.csv(), spikes(chart));
            for (SpikeDrawing drawing : List.of(charted.means(), charted.logs(), charted.sigmas())) {
                Slide slide = new Slide(drawing);
                files.put(drawing.copy() + ".svg", slide.svg());
                files.put(drawing.copy() + ".png", slide.png());
            }
        }
        return files;
    }

    /** A section's files by address. */
    Map<String, byte[]> of(Exhibition.Section section, String anchor) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Exhibition.Relations relations = section.relations();
        if (relations != null) {
            for (Family family : relations.families()) {
                String id = anchor + "-family-" + family.of();
                files.put(Addresses.family(id, ".csv"), curves(family));
                files.put(Addresses.family(id, ".json"), GalleryData.json(GalleryData.family(relations.by(), family)));
            }
        }
        for (Exhibition.Rival rival : section.rivals()) {
            String csv = rival.changes().stream()
                    .map(change -> change.filter() + "," + number(change.correlation()) + "\n")
                    .collect(Collectors.joining("", "filter,correlation\n", ""));
            files.put(Addresses.changes(anchor, rival.name()), utf8(csv));
        }
        return files;
    }

    /** A line for each filter of the layer, a column for each step. */
    private static byte[] curves(Family family) {
        TuningCurves curves = family.curves();
        StringBuilder csv = new StringBuilder("filter,blank,deviation");
        curves.steps().forEach(step -> csv.append(',').append(number(step)));
        for (int filter = 0; filter < curves.means().size(); filter++) {
            csv.append('\n')
                    .append(filter)
                    .append(',')
                    .append(number(curves.blank().get(filter)));
            csv.append(',').append(number(curves.deviation().get(filter)));
            curves.means().get(filter).forEach(mean -> csv.append(',').append(number(mean)));
        }
        return utf8(csv.append('\n'));
    }

    private List<String> classes() {
        return catalogue.exhibition().network().classes();
    }

    private static byte[] alike(Exhibition.Kin kin) {
        return utf8(kin.kindred().kin().stream()
                .map(other -> other.filter() + "," + number(other.correlation()) + "\n")
                .collect(Collectors.joining("", "filter,correlation\n", "")));
    }

    private byte[] effects(ClassEffects effects) {
        return utf8(FindingPieces.falling(effects).stream()
                .map(index -> index
                        + "," + (index < classes().size() ? quoted(classes().get(index)) : "")
                        + "," + number(effects.effects().get(index)) + "\n")
                .collect(Collectors.joining("", "class,name,effect\n", "")));
    }

    private static byte[] trajectory(List<Double> objective) {
        StringBuilder csv = new StringBuilder("step,objective\n");
        for (int step = 0; step < objective.size(); step++) {
            csv.append(step + 1).append(',').append(number(objective.get(step))).append('\n');
        }
        return utf8(csv);
    }

    private static byte[] responses(List<ProbeResponse> responses) {
        return utf8(responses.stream()
                .map(response -> quoted(response.probeId())
                        + "," + number(response.mean())
                        + "," + number(response.sigma()) + "\n")
                .collect(Collectors.joining("", "photograph,mean,sigma\n", "")));
    }

    private static byte[] spikes(SpikeChart chart) {
        StringBuilder csv = new StringBuilder("feature_map,mean,sigma\n");
        for (int filter = 0; filter < chart.means().size(); filter++) {
            csv.append(filter)
                    .append(',')
                    .append(number(chart.means().get(filter)))
                    .append(',');
            csv.append(filter < chart.sigmas().size() ? number(chart.sigmas().get(filter)) : "")
                    .append('\n');
        }
        return utf8(csv);
    }

    /** A text as RFC 4180 wants it; a spreadsheet must not take it for a formula. */
    private static String quoted(String text) {
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return PLAIN.matcher(safe).matches() ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** As few digits as tell it from its neighbours; there are hundreds of thousands of them, and Java's own way is slow. */
    private static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
