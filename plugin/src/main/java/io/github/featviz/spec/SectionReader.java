package io.github.featviz.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One entry of the list: a layer, filters of it, perhaps a photograph. */
final class SectionReader {
    static final Keys SECTION = Keys.of(
                    "title",
                    "text",
                    "layer",
                    "filters",
                    "probe",
                    "chart",
                    "expect",
                    "follow",
                    "recipe",
                    "precision",
                    "seeds",
                    "compare",
                    "photographs",
                    "families")
            .elsewhere("'compare'", List.of("networks"), "write 'compare: {networks: [NAME]}'");
    private static final Keys PROBE = Keys.of("image", "title", "credit", "source");
    private static final Keys PHOTOGRAPHS = Keys.of("from", "keep", "credits");
    private static final Keys COMPARED = Keys.of("networks");
    private static final Keys FAMILIES = Keys.of("of", "by");
    private static final int MOST_FAMILIES = 64;
    private static final int USUALLY_KEPT = 9;
    private static final int MOST_KEPT = 64;
    private static final int MOST_COMPARED = 12;
    private static final int MOST_SEEDS = 12;

    private final Faults faults;
    private final FilterReader filters;
    private final RecipeReader recipes;
    private final References references;
    private final Set<String> networks;

    SectionReader(Faults faults, Set<String> networks) {
        this.networks = networks;
        this.faults = faults;
        this.filters = new FilterReader(faults);
        this.recipes = new RecipeReader(faults);
        this.references = new References(faults);
    }

    /** The section; null after a fault that leaves nothing to build on. */
    @Nullable
    SectionSpec read(Node node, RecipeSpec inherited, String precision) {
        Fields fields = Fields.of(node, "a spec", SECTION, faults);
        if (!fields.isMapping()) {
            return null;
        }
        Located<String> layer = layer(fields);
        ProbeSpec probe = probe(fields);
        List<Located<Integer>> expect = expect(fields);
        FamiliesSpec families = families(fields);
        requireProbe(fields);
        Node own = fields.node("recipe");
        RecipeSpec recipe = own == null ? inherited : recipes.read(own, inherited);
        FilterSelection selection = selection(fields, expect, families, recipe.objective());
        List<RecipeSpec> compare = compare(fields, recipe, own != null);
        PhotographsSpec photographs = photographs(fields);
        String title = fields.text("title");
        String text = fields.text("text");
        Located<String> chart = fields.locatedText("chart");
        int follow = fields.whole("follow", 0, 0, 1000);
        String ownPrecision = fields.oneOf("precision", Latitude.PRECISIONS, precision);
        int seeds = fields.whole("seeds", 1, 1, MOST_SEEDS);
        if (seeds > 1 && recipe.diversity() > 1) {
            faults.add(
                    Objects.requireNonNull(fields.node("seeds")),
                    "the recipe's diversity makes several pictures of a filter already",
                    "'seeds' or 'diversity'",
                    "delete one of them");
        }
        return layer == null || selection == null
                ? null
                : new SectionSpec(
                        fields.mark(),
                        title,
                        text,
                        layer,
                        selection,
                        probe,
                        chart,
                        expect,
                        follow,
                        recipe,
                        ownPrecision,
                        seeds,
                        compare,
                        photographs,
                        families,
                        networks(fields));
    }

    private @Nullable Located<String> layer(Fields fields) {
        if (!fields.has("layer")) {
            faults.add(
                    fields.mark(),
                    "this spec names no layer",
                    "the key 'layer' with the name of a layer",
                    "add 'layer: NAME'; mvn featviz:layers lists the names");
        }
        return fields.locatedText("layer");
    }

    private @Nullable FilterSelection selection(
            Fields fields, List<Located<Integer>> expect, @Nullable FamiliesSpec families, ObjectiveSpec objective) {
        Node node = fields.node("filters");
        if (node != null) {
            return filters.selection(node);
        }
        if (!fields.has("filters") && families != null && expect.isEmpty()) {
            return new FilterSelection.Listed(families.of());
        }
        boolean silent = !fields.has("filters") && !fields.has("expect") && !fields.has("families");
        if (silent && !objective.weights().isEmpty()) {
            return new FilterSelection.Listed(List.of(new Located<>(objective.main(), fields.mark())));
        }
        if (silent) {
            faults.add(
                    fields.mark(),
                    "this spec names no filters",
                    "the key 'filters': numbers and ranges such as [0, 17, 30-35], or all, or {spikes: 8}",
                    "add 'filters'");
        }
        return expect.isEmpty() ? null : new FilterSelection.Listed(expect);
    }

    private List<Located<Integer>> expect(Fields fields) {
        Node node = fields.node("expect");
        return node == null ? List.of() : filters.numbers(node, "expect");
    }

    /** Spikes are measured on a photograph: whatever speaks of them needs one. */
    private void requireProbe(Fields fields) {
        if (fields.has("probe")) {
            return;
        }
        for (String key : List.of("chart", "expect", "follow")) {
            Node node = fields.node(key);
            if (node != null) {
                needsProbe(node, "'" + key + "'");
            }
        }
        Node chosen = fields.node("filters");
        if (chosen instanceof MappingNode) {
            needsProbe(chosen, "'filters: {spikes: …}'");
        }
    }

    private void needsProbe(Node node, String what) {
        faults.add(
                node,
                what + " needs a photograph, and this spec has none",
                "the key 'probe' with an image",
                "add 'probe: PATH', or delete the key");
    }

    private @Nullable ProbeSpec probe(Fields section) {
        Node node = section.node("probe");
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode) {
            return probe(references.file(section.locatedText("probe"), "an image"), null, null, null);
        }
        Fields fields = Fields.of(node, "a probe", PROBE, faults);
        if (fields.isMapping() && !fields.has("image")) {
            faults.add(
                    node, "the probe has no image", "the key 'image' with the path of an image", "add 'image: PATH'");
        }
        return probe(
                references.file(fields.locatedText("image"), "an image"),
                fields.text("title"),
                fields.text("credit"),
                references.address(fields.locatedText("source")));
    }

    private static @Nullable ProbeSpec probe(
            @Nullable Located<Path> image, @Nullable String title, @Nullable String credit, @Nullable String source) {
        return image == null ? null : new ProbeSpec(image, title, credit, source);
    }

    private @Nullable PhotographsSpec photographs(Fields section) {
        Node node = section.node("photographs");
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode) {
            Located<Path> from = photographsIn(section.locatedText("photographs"));
            return from == null ? null : new PhotographsSpec(from, USUALLY_KEPT, null);
        }
        Fields fields = Fields.of(node, "'photographs'", PHOTOGRAPHS, faults);
        if (fields.isMapping() && !fields.has("from")) {
            faults.add(
                    node,
                    "'photographs' does not say where they are",
                    "the key 'from' with a folder, zip or TAR",
                    "add 'from: PATH'");
        }
        Located<Path> from = photographsIn(fields.locatedText("from"));
        int keep = fields.whole("keep", USUALLY_KEPT, 1, MOST_KEPT);
        Located<Path> credits = references.file(fields.locatedText("credits"), "a CSV file");
        return from == null ? null : new PhotographsSpec(from, keep, credits);
    }

    private @Nullable FamiliesSpec families(Fields section) {
        Node node = section.node("families");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(node, "'families'", FAMILIES, faults);
        Node of = fields.node("of");
        if (fields.isMapping() && !fields.has("of")) {
            faults.add(node, "'families' does not say whose", "the key 'of' with filter numbers", "add 'of: [3, 8]'");
        }
        List<Located<Integer>> filters = of == null ? List.of() : this.filters.numbers(of, "of");
        if (of != null && filters.size() > MOST_FAMILIES) {
            faults.add(
                    of,
                    "these are " + filters.size() + " families",
                    "at most " + MOST_FAMILIES + " families in a spec",
                    "name fewer filters");
        }
        return filters.isEmpty() ? null : new FamiliesSpec(filters, by(fields));
    }

    private FamiliesSpec.By by(Fields fields) {
        Located<String> written = fields.locatedText("by");
        List<String> names = Arrays.stream(FamiliesSpec.By.values())
                .map(by -> by.name().toLowerCase(Locale.ROOT))
                .toList();
        if (written == null || names.contains(written.value())) {
            return written == null
                    ? FamiliesSpec.By.ROTATION
                    : FamiliesSpec.By.valueOf(written.value().toUpperCase(Locale.ROOT));
        }
        List<String> near = Nearest.to(written.value(), names, 1);
        faults.add(
                Objects.requireNonNull(fields.node("by")),
                "families are not found by " + Faults.quote(written.value()),
                "one of " + String.join(", ", names),
                near.isEmpty() ? "name one of these" : "write '" + near.get(0) + "' if that is what you mean");
        return FamiliesSpec.By.ROTATION;
    }

    private @Nullable Located<Path> photographsIn(@Nullable Located<String> written) {
        return references.fileOrFolder(written, "a folder, zip or TAR of photographs");
    }

    private List<Located<String>> networks(Fields section) {
        if (!(section.node("compare") instanceof MappingNode node)) {
            return List.of();
        }
        Fields fields = Fields.of(node, "a comparison", COMPARED, faults);
        if (!fields.has("networks")) {
            faults.add(
                    node,
                    "the comparison does not say of which networks",
                    "{networks: [NAME]}, or a list of recipes",
                    "write one of these");
        }
        List<Located<String>> named = new ArrayList<>();
        for (Node entry : fields.list("networks", length -> length >= 1 && length <= 4, "a list of 1 to 4 names")) {
            String name = entry instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (networks.contains(name)) {
                named.add(new Located<>(name, faults.mark(entry)));
            } else {
                List<String> near = Nearest.to(name, networks, 1);
                faults.add(
                        entry,
                        "there is no network " + Faults.quote(name) + " to compare with",
                        networks.isEmpty()
                                ? "a name that 'networks:' gives at the top of the file"
                                : "one of " + String.join(", ", networks),
                        near.isEmpty()
                                ? "add 'networks: {NAME: {file: PATH}}' beside 'network'"
                                : "write '" + near.get(0) + "' if that is what you mean");
            }
        }
        return List.copyOf(named);
    }

    /** Whoever gives a section a recipe of its own and compares means to see it among the others. */
    private List<RecipeSpec> compare(Fields fields, RecipeSpec recipe, boolean own) {
        if (!fields.has("compare") || fields.node("compare") instanceof MappingNode) {
            return List.of();
        }
        Stream<RecipeSpec> listed = fields
                .list(
                        "compare",
                        length -> length >= 1 && length <= MOST_COMPARED,
                        "a list of 1 to " + MOST_COMPARED + " recipes, such as [{recipe: article}, {size: 320}]")
                .stream()
                .map(entry -> recipes.readCompared(entry, recipe));
        return Stream.concat(own ? Stream.of(recipe) : Stream.empty(), listed)
                .distinct()
                .toList();
    }
}
