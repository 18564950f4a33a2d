package io.github.featviz.gallery;

import io.github.featviz.gallery.Exhibition.Probe;
import io.github.featviz.gallery.Exhibition.Unit;
import io.github.featviz.gallery.Page.Head;
import io.github.featviz.gallery.Page.Link;
import java.text.BreakIterator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What pages say of themselves, and the order in which one leads to the next. */
final class Heads {

    private static final int DESCRIPTION = 160;

    private final Catalogue catalogue;
    private final Exhibition exhibition;
    private final Words words;

    /** The units of each layer by filter. */
    private final Map<String, List<Unit>> rows;

    Heads(Catalogue catalogue, Words words) {
        this.catalogue = catalogue;
        this.exhibition = catalogue.exhibition();
        this.words = words;
        this.rows = exhibition.units().stream()
                .sorted(Comparator.comparingInt(unit -> unit.id().filter()))
                .collect(Collectors.groupingBy(unit -> unit.id().layer()));
    }

    Head index() {
        String text = exhibition.text() == null ? "" : new Markdown().plain(exhibition.text());
        String said = text.isEmpty()
                ? words.say(
                        "index.description", exhibition.network().description().name())
                : beginning(text);
        return new Head(exhibition.title(), Addresses.INDEX, said, List.of(), null, shelf().get(1), anyPicture());
    }

    Head unit(Unit unit) {
        String layer = unit.id().layer();
        int filter = unit.id().filter();
        List<Unit> row = ofLayer(layer);
        int at = row.stream().map(Unit::id).toList().indexOf(unit.id());
        return new Head(
                exhibition
                        .network()
                        .className(unit.id())
                        .map(name -> words.say("unit.title-class", layer, filter, name))
                        .orElseGet(() -> words.say("unit.title", layer, filter)),
                Addresses.unit(unit.id()),
                words.say(
                        exhibition.probes().isEmpty() ? "unit.description-made" : "unit.description",
                        layer,
                        filter,
                        exhibition.network().description().name()),
                List.of(home(), shelf().get(1), catalogue.layerLink(layer)),
                at > 0 ? link(row.get(at - 1)) : null,
                at + 1 < row.size() ? link(row.get(at + 1)) : null,
                picture(unit));
    }

    Head layer(String name) {
        List<String> names = List.copyOf(catalogue.layers());
        int at = names.indexOf(name);
        return new Head(
                name,
                Addresses.layer(name),
                words.say(
                        "layer.description",
                        name,
                        exhibition.network().description().name()),
                List.of(home(), shelf().get(1)),
                at > 0 ? catalogue.layerLink(names.get(at - 1)) : null,
                at + 1 < names.size() ? catalogue.layerLink(names.get(at + 1)) : null,
                ofLayer(name).stream()
                        .map(this::picture)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    Head probe(Probe probe) {
        List<Probe> probes = exhibition.probes();
        int at = probes.indexOf(probe);
        return new Head(
                probe.title(),
                Addresses.probe(probe.id()),
                words.say(
                        "probe.description",
                        probe.title(),
                        exhibition.network().description().name()),
                List.of(home(), shelf().get(2)),
                at > 0 ? link(probes.get(at - 1)) : null,
                at + 1 < probes.size() ? link(probes.get(at + 1)) : null,
                catalogue.photograph(probe));
    }

    Head layers() {
        return shelved(1, "layers.description");
    }

    Head probes() {
        return shelved(2, "probes.description");
    }

    Head about() {
        return shelved(3, "about.description");
    }

    Head notFound() {
        return new Head(
                words.say("404.title"), Addresses.NOT_FOUND, words.say("404.text"), List.of(home()), null, null, null);
    }

    /** The filters of a layer that are shown, by number. */
    List<Unit> ofLayer(String layer) {
        return rows.getOrDefault(layer, List.of());
    }

    private Head shelved(int place, String description) {
        List<Link> shelf = shelf();
        Link self = shelf.get(place);
        return new Head(
                self.text(),
                self.href(),
                words.say(description, exhibition.network().description().name()),
                List.of(home()),
                shelf.get(place - 1),
                place + 1 < shelf.size() ? shelf.get(place + 1) : null,
                anyPicture());
    }

    /** The pages that every page leads to, in their order. */
    private List<Link> shelf() {
        return List.of(
                home(),
                new Link(words.say("layers.title"), Addresses.LAYERS),
                new Link(words.say("probes.title"), Addresses.PROBES),
                new Link(words.say("about.title"), Addresses.ABOUT));
    }

    private Link home() {
        return new Link(words.say("site.gallery"), Addresses.INDEX);
    }

    private Link link(Unit unit) {
        String text = exhibition
                .network()
                .className(unit.id())
                .map(name -> words.say("unit.filter-class", unit.id().filter(), name))
                .orElseGet(() -> words.say("unit.filter", unit.id().filter()));
        return new Link(text, Addresses.unit(unit.id()));
    }

    private static Link link(Probe probe) {
        return new Link(probe.title(), Addresses.probe(probe.id()));
    }

    private @Nullable Image picture(Unit unit) {
        return IntStream.range(0, unit.plates().size())
                .mapToObj(plate -> catalogue.picture(unit.id(), plate))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The first filter's picture, or the first photograph where no filter has one. */
    private @Nullable Image anyPicture() {
        Stream<@Nullable Image> pictures = Stream.concat(
                exhibition.units().stream().map(this::picture),
                exhibition.probes().stream().map(catalogue::photograph));
        return pictures.filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** As much of a text as a description may hold, ending where a line might. */
    private String beginning(String text) {
        if (text.length() <= DESCRIPTION) {
            return text;
        }
        // Not every language has spaces.
        BreakIterator breaks = BreakIterator.getLineInstance(words.locale());
        breaks.setText(text);
        int end = breaks.preceding(DESCRIPTION + 1);
        if (end == 0) {
            end = text.offsetByCodePoints(0, text.codePointCount(0, DESCRIPTION));
        }
        return text.substring(0, end).strip() + "…";
    }
}
