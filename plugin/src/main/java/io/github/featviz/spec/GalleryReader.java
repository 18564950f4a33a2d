package io.github.featviz.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The root of the file: a bare list of specs, or the whole form. */
final class GalleryReader {
    private static final Keys GALLERY = Keys.of("title", "text", "site-url", "updated", "language", "theme");
    private static final Keys ROOT = Keys.of("gallery", "network", "networks", "recipe", "precision", "budget", "specs")
            .elsewhere("the gallery", GALLERY.known(), "put it under 'gallery:'")
            .elsewhere(
                    "a spec",
                    SectionReader.SECTION.known(),
                    "put it into an entry of 'specs:', which begins with a dash");
    private static final String LIST = "a list of specs: entries that begin with '- layer: NAME'";

    private final Faults faults;

    GalleryReader(Faults faults) {
        this.faults = faults;
    }

    GallerySpec read(@Nullable Node root) {
        if (root instanceof MappingNode) {
            return whole(root);
        }
        if (root instanceof SequenceNode list) {
            return new GallerySpec(
                    null,
                    null,
                    SiteSpec.UNSAID,
                    null,
                    Map.of(),
                    null,
                    sections(list, RecipeSpec.Fourier.DEFAULT, Latitude.AUTO, Set.of()));
        }
        faults.add(
                root == null ? faults.mark(1, 1) : faults.mark(root),
                root == null || Scalars.isNull(root) ? "the file is empty" : "the file is a single value",
                LIST,
                "write a spec, or let mvn featviz:init write a file to start from");
        return new GallerySpec(null, null, SiteSpec.UNSAID, null, Map.of(), null, List.of());
    }

    private GallerySpec whole(Node root) {
        Fields fields = Fields.of(root, "the file", ROOT, faults);
        Node recipeNode = fields.node("recipe");
        RecipeSpec recipe = recipeNode == null
                ? RecipeSpec.Fourier.DEFAULT
                : new RecipeReader(faults).read(recipeNode, RecipeSpec.Fourier.DEFAULT);
        String precision = fields.oneOf("precision", Latitude.PRECISIONS, Latitude.AUTO);
        Duration budget = budget(fields);
        Node networkNode = fields.node("network");
        NetworkSpec network = networkNode == null ? null : new NetworkReader(faults).read(networkNode);
        Node others = fields.node("networks");
        Map<String, Located<NetworkSource>> networks =
                others == null ? Map.of() : new NetworksReader(faults).read(others);
        Node specs = fields.node("specs");
        if (!fields.has("specs")) {
            faults.add(fields.mark(), "the file has no 'specs'", "the key 'specs' with " + LIST, "add 'specs:'");
        }
        List<SectionSpec> sections = specs == null ? List.of() : sections(specs, recipe, precision, networks.keySet());
        return titled(fields.node("gallery"), network, networks, budget, sections);
    }

    private GallerySpec titled(
            @Nullable Node node,
            @Nullable NetworkSpec network,
            Map<String, Located<NetworkSource>> networks,
            @Nullable Duration budget,
            List<SectionSpec> sections) {
        if (node == null) {
            return new GallerySpec(null, null, SiteSpec.UNSAID, network, networks, budget, sections);
        }
        Fields fields = Fields.of(node, "the gallery", GALLERY, faults);
        References references = new References(faults);
        SiteReader site = new SiteReader(faults);
        Located<String> theme = fields.locatedText("theme");
        boolean report = theme != null && theme.value().equals(SiteReader.REPORT);
        return new GallerySpec(
                fields.text("title"),
                fields.text("text"),
                new SiteSpec(
                        references.folderAddress(fields.locatedText("site-url")),
                        site.day(fields.locatedText("updated")),
                        site.language(fields.locatedText("language")),
                        report ? null : references.folder(theme, SiteReader.THEMES),
                        report),
                network,
                networks,
                budget,
                sections);
    }

    private @Nullable Duration budget(Fields fields) {
        Located<String> written = fields.locatedText("budget");
        Optional<Duration> budget = written == null ? Optional.empty() : Budgets.read(written.value());
        if (written != null && budget.isEmpty()) {
            faults.add(
                    written.mark(),
                    "the budget is " + Faults.quote(written.value()),
                    Budgets.EXPECTED,
                    "write a number and a unit without a space, or delete the key");
        }
        return budget.orElse(null);
    }

    private List<SectionSpec> sections(Node node, RecipeSpec recipe, String precision, Set<String> networks) {
        if (!(node instanceof SequenceNode list)) {
            faults.add(node, "'specs' is " + Scalars.kind(node), LIST, "begin each spec with a dash");
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            faults.add(node, "the list of specs is empty", LIST, "add a spec");
        }
        SectionReader reader = new SectionReader(faults, networks);
        return list.getValue().stream()
                .map(entry -> reader.read(entry, recipe, precision))
                .filter(Objects::nonNull)
                .toList();
    }
}
